import assert from 'node:assert/strict';
import { createEngine, type CheckResult, type Engine } from '../../src/engine.ts';
import type { Brief } from '../../src/engine/brief.ts';
import { createPart, type Part } from '../../src/engine/part.ts';
import type { CheckPart, Team } from '../../src/engine/turns.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

const setup = 'import logging\n\nfrom celery import shared_task\n\nlogger = logging.getLogger(__name__)\n';
const job = (index: number, body: string): string => `

@shared_task
def job_${index}(order):
    ${body}
    store.save(order, ${index})
`;
const swallows = `${setup}

def load(path):
    try:
        return open(path)
    except OSError:
        pass
`;

const call = (index: number, body: string): string => `

def call_${index}(client):
    try:
        client.send(${index})
    except Exception:
        ${body}
`;

/** Launch findings, file findings, a rule that needs all files, a comment that silences, a text that does not parse. */
const files: Record<string, string> = {
  'README.md': '```sh\nopentelemetry-instrument python app.py\n```\n',
  'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\ncelery\n',
  Procfile: 'web: python app.py\nworker: celery -A work.jobs worker\n',
  'app.py':
    'from flask import Flask\n\nimport one\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  'one.py': swallows,
  'two.py': swallows,
  'three.py': swallows.replace('    except OSError:', '    except OSError:  # prodaware-ignore swallowed-error'),
  'broken.py': 'def load(:\n',
  'work/jobs.py': setup + [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => job(index, 'logger.info("starts")')).join(''),
  'work/more.py': setup + job(9, 'pass') + job(10, 'logger.info("starts")'),
  // Where nearly all log, one that does not is found; where none does, none is.
  'calls/heard.py':
    setup +
    Array.from({ length: 60 }, (_, index) => call(index, 'logger.exception("no")')).join('') +
    call(60, 'return None'),
  'calls/silent.py':
    setup + Array.from({ length: 30 }, (_, index) => call(index, 'pass').replace('send', 'drop')).join(''),
  'prodaware.yaml': 'version: 1\nrules:\n  untraced-entry: off\n',
};

function ports() {
  return {
    files: {
      list: () => Promise.resolve(Object.keys(files).sort()),
      read: (path: string) => {
        const text = files[path];
        return Promise.resolve(text === undefined ? ({ unreadable: 'missing' } as const) : { text });
      },
    },
    grammar: loadGrammarFile,
    clock: () => performance.now(),
  };
}

/** Parts in this very thread, which get and give only what could be sent to another one. */
function teamOf(parts: readonly Part[], which: { readonly dies?: 'at once' | 'before conventions' } = {}) {
  const taken = new Set<string>();
  const mine = new Set<string>();
  const answers: Promise<CheckPart>[] = [];
  let say: (brief: Brief) => void = () => undefined;
  let said: Brief | null = null;
  const brief = new Promise<Brief>((resolve) => (say = resolve));
  const take = (path: string): boolean => !taken.has(path) && taken.add(path).size > 0;
  const team: Team & { readonly theirs: () => number } = {
    begin(paths) {
      for (const part of parts) {
        answers.push(
          part.review({
            paths,
            claim: (index) => take(paths[index] ?? ''),
            briefed: () => said,
            brief: () => brief,
          }),
        );
      }
    },
    claim(path) {
      if (take(path)) mine.add(path);
      return mine.has(path);
    },
    brief(make) {
      said = structuredClone(make());
      say(said);
    },
    async parts() {
      const given = structuredClone(await Promise.all(answers));
      return which.dies === 'at once' ? [] : given;
    },
    async again(conventions) {
      if (which.dies === 'before conventions') return [];
      return structuredClone(await Promise.all(parts.map((part) => part.again(structuredClone(conventions)))));
    },
    theirs: () => taken.size - mine.size,
  };
  return team;
}

describe('an engine with others beside it', () => {
  let alone: CheckResult;
  const engines: Engine[] = [];

  function engine(): Engine {
    const made = createEngine(ports());
    engines.push(made);
    return made;
  }

  before(async () => {
    alone = await engine().check();
    const rules = new Set(alone.findings.map(({ rule }) => rule));
    for (const rule of ['telemetry-lost-at-launch', 'swallowed-error', 'unlogged-operation'])
      assert.ok(rules.has(rule));
    assert.ok(alone.faults.some(({ file }) => file === 'broken.py'));
  });

  after(() => engines.forEach((one) => one.dispose()));

  for (const count of [1, 2, 4]) {
    it(`finds with ${count} beside it what it finds alone, in the same order`, async () => {
      const team = teamOf(Array.from({ length: count }, () => createPart(ports(), {})));
      assert.deepEqual(await engine().check({ team }), alone);
      assert.ok(team.theirs() > 0);
    });
  }

  it('judges handlers by what all files do', () => {
    const found = alone.findings.filter(({ rule, file }) => rule === 'swallowed-error' && file.startsWith('calls/'));
    assert.deepEqual(
      found.map(({ file }) => file),
      ['calls/heard.py'],
    );
  });

  it('reviews what somebody took who never answered', async () => {
    const team = teamOf([createPart(ports(), {})], { dies: 'at once' });
    assert.deepEqual(await engine().check({ team }), alone);
  });

  it('asks again what somebody found who is gone when conventions are known', async () => {
    const team = teamOf([createPart(ports(), {})], { dies: 'before conventions' });
    assert.deepEqual(await engine().check({ team }), alone);
  });

  it('keeps to the paths it was asked for', async () => {
    const team = teamOf([createPart(ports(), {})]);
    const paths = ['work', 'two.py'];
    assert.deepEqual(await engine().check({ paths, team }), await engine().check({ paths }));
  });
});
