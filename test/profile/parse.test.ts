import assert from 'node:assert/strict';
import { parseProfile } from '../../src/profile/parse.ts';
import { completeProfileText, known, reading, unmarked } from './marks.ts';

/** The marks in the text are where faults must stand, and nowhere else. */
function finds(marked: string, ...messages: string[]): unknown {
  const result = reading(unmarked(marked));
  assert.equal(result.marked, marked);
  assert.deepEqual(result.messages, messages);
  return result.value;
}

describe('a profile that is right', () => {
  it('is read whole', () => {
    const { profile, faults } = parseProfile('prodaware.yaml', completeProfileText, known);
    assert.deepEqual(faults, []);
    assert.equal(profile?.value.services?.[0]?.launch?.['production']?.command, 'python my_app.py');
    assert.equal(profile?.value.rules?.['print-instead-of-logger'], 'off');
  });

  it('knows the place of every value and key', () => {
    const { profile } = parseProfile('prodaware.yaml', completeProfileText);
    const shown = (range: { start: number; end: number } | null | undefined): string | null =>
      range ? completeProfileText.slice(range.start, range.end) : null;
    const command = ['services', 0, 'launch', 'production', 'command'];
    assert.equal(shown(profile?.locate(command)), 'python my_app.py');
    assert.equal(shown(profile?.locateKey(command)), 'command');
    assert.equal(shown(profile?.locateKey(['services', 1])), 'name: worker');
    assert.equal(shown(profile?.locate(['services', 0, 'entryPoints', 0])), 'my_app.py');
    assert.equal(
      shown(profile?.locate(['rollout'])),
      '{ strategy: canary, order: [migrate, api, worker], killSwitches: required }',
    );
    assert.equal(profile?.locate(['services', 7, 'name']), null);
    assert.equal(profile?.locate(['services', 0, 'name', 'x']), null);
  });

  it('takes anchors, aliases and merges', () => {
    const value = finds(
      'version: 1\nservices:\n  - &base\n    name: api\n    root: app\n  - <<: *base\n    name: worker\n    launch: { production: { directory: app } }\n',
    );
    assert.deepEqual(value, {
      version: 1,
      services: [
        { name: 'api', root: 'app' },
        { name: 'worker', launch: { production: { directory: 'app' } }, root: 'app' },
      ],
    });
  });

  it('reads paths in the form the core compares', () => {
    const value = finds('version: 1\nservices: [{ name: a, root: ./services/a/, entryPoints: [./main.py] }]\n');
    assert.deepEqual(value, { version: 1, services: [{ name: 'a', root: 'services/a', entryPoints: ['main.py'] }] });
  });
});

describe('a key or value that is wrong', () => {
  it('is named with the nearest key, and the rest is used', () => {
    const value = finds(
      'version: 1\n[|enviroments|]: {}\nservices:\n  - name: api\n    [|entry_points|]: [a.py]\n    root: app\n',
      'unknown key `enviroments`, did you mean `environments`?',
      'unknown key `entry_points`, did you mean `entryPoints`?',
    );
    assert.deepEqual(value, { version: 1, services: [{ name: 'api', root: 'app' }] });
  });

  it('lists the keys where none is near', () => {
    finds(
      'version: 1\nrollout: { [|colour|]: red }\n',
      'unknown key `colour`; known here: strategy, order, killSwitches',
    );
  });

  it('says what is expected, at the value', () => {
    const value = finds(
      'version: 1\ntelemetry: { vendor: [|3|], require: [|traces|] }\npipeline: { staging: { approval: [|requird|], wait: [|"true"|] } }\nenvironments: { production: [|main|] }\n',
      'text expected, this is the number 3: put it in quotes',
      'a list expected, this is `traces`: write [traces]',
      'one of required, none expected, this is `requird`, did you mean `required`?',
      'one of true, false expected, this is `true`: write it without quotes',
      'keys (aliases, branch) expected, this is `main`',
    );
    assert.deepEqual(value, { version: 1, telemetry: {}, pipeline: { staging: {} }, environments: {} });
  });

  it('costs an item of a list only itself', () => {
    const value = finds(
      'version: 1\ntelemetry:\n  require: [traces, [|trace|], logs]\n',
      'one of traces, metrics, logs, errors expected, this is `trace`, did you mean `traces`?',
    );
    assert.deepEqual(value, { version: 1, telemetry: { require: ['traces', 'logs'] } });
  });

  it('is said of a key that is missing, at the thing that needs it', () => {
    const value = finds(
      'version: 1\nservices:\n  - [|root|]: app\n  - name: worker\nmanagers:\n  - name: P\n    files: a/*.json\n    format: json\n    [|fields|]: { name: n }\n',
      '`name` is missing: Name of the service, as dashboards and on-call know it.',
      '`command` is missing: Key of the command: a string, or a list of words.',
    );
    assert.deepEqual(value, { version: 1, services: [{ name: 'worker' }], managers: [] });
  });

  it('is only a warning where nothing stands behind a key', () => {
    finds(
      'version: 1\n[|logging|]:\n',
      'warning: nothing stands here: keys (mustLog, fields, structured, library) expected',
    );
  });

  it('is found in both forms of a rule setting', () => {
    const value = finds(
      'version: 1\nrules:\n  swallowed-error: [|of|]\n  print-instead-of-logger: { severity: [|warn|] }\n',
      'one of off, error, warning, information, hint, or keys (severity, paths), or a list expected, this is `of`, did you mean `off`?',
      'one of off, error, warning, information, hint expected, this is `warn`',
    );
    assert.deepEqual(value, { version: 1, rules: { 'print-instead-of-logger': {} } });
  });
});

describe('names and paths', () => {
  it('knows the rules', () => {
    finds(
      'version: 1\nrules: { [|swalowed-error|]: off }\n',
      'unknown rule `swalowed-error`, did you mean `swallowed-error`?',
    );
  });

  it('only warns of a manager that nobody declared', () => {
    const launch = 'launch: { production: { manager: [|ProcMgr|] } }';
    finds(
      `version: 1\nservices: [{ name: a, ${launch} }]\n`,
      'warning: `ProcMgr` is neither one of `managers` nor a launcher that ProdAware reads',
    );
    const declared = 'managers: [{ name: ProcMgr, files: a.json, format: json, fields: { command: c } }]\n';
    finds(`version: 1\nservices: [{ name: a, ${unmarked(launch)} }]\n${declared}`);
  });

  it('warns of an environment that looks misspelt, and takes any other', () => {
    const launch = 'launch: { [|prodution|]: { command: a }, qa: { command: b } }';
    finds(
      `version: 1\nservices: [{ name: a, ${launch} }]\n`,
      'warning: no environment is named `prodution`, did you mean `production`?',
    );
  });

  it('drops patterns and paths that cannot be meant', () => {
    const value = finds(
      'version: 1\nignore: [vendor/**, [|../x|], [|/abs/**|], [|"a*b*c*d*e*f"|]]\nservices: [{ name: a, root: [|/srv/app|] }]\n',
      'the pattern is not used: `..` may not lead out of the repository',
      'the pattern is not used: paths are relative to the repository root, without a leading `/`',
      'the pattern is not used: it has more than 3 wildcards between two slashes',
      'the path is not used: paths are relative to the repository root, without a leading `/`',
    );
    assert.deepEqual(value, { version: 1, ignore: ['vendor/**'], services: [{ name: 'a' }] });
  });

  it('reads the first of two services of one name', () => {
    const value = finds(
      'version: 1\nservices:\n  - { name: a, root: one }\n  - { [|name|]: a, root: two }\n',
      '`a` stands in `services` twice: this one is not read',
    );
    assert.deepEqual(value, { version: 1, services: [{ name: 'a', root: 'one' }] });
  });
});

describe('a text that is no plain YAML', () => {
  it('loses a half-typed line and nothing else', () => {
    const value = finds(
      'version: 1\nservices:\n  - name: api\n    [|ro|]\n    health: { liveness: /health }\n  - name: worker\nignore: [a]\n',
      '`ro` is neither `key: value` nor an item of a list',
    );
    assert.deepEqual(value, {
      version: 1,
      services: [{ name: 'api', health: { liveness: '/health' } }, { name: 'worker' }],
      ignore: ['a'],
    });
  });

  it('loses one entry to an open quote', () => {
    const value = finds(
      'version: 1\nservices:\n  - name: [|"api|]\n  - name: worker\nignore: [a]\n',
      'the quote is not closed',
    );
    assert.deepEqual(value, { version: 1, services: [{ name: 'worker' }], ignore: ['a'] });
  });

  it('reads the first of two equal keys', () => {
    const value = finds(
      'version: 1\r\nignore: [a]\r\n[|ignore|]: [b]\r\n',
      '`ignore` was already given on line 2: this one is not read',
    );
    assert.deepEqual(value, { version: 1, ignore: ['a'] });
  });

  it('explains templates', () => {
    const told = 'starts a template: a profile is plain YAML, so write the value itself or put it in quotes';
    const value = finds(
      'version: 1\ntelemetry: { vendor: [|{{ vendor }}|] }\nservices:\n  - name: a\n    root: {{ root }}[|/a|]\n{[|%|] if live %}\nignore: ["{{ ok }}"]\n',
      `\`{{\` ${told}`,
      `\`{{\` ${told}`,
      `\`{%\` ${told}`,
    );
    assert.deepEqual(value, { version: 1, telemetry: {}, services: [{ name: 'a' }], ignore: ['{{ ok }}'] });
  });

  it('does not take tabs', () => {
    const value = finds('version: 1\n[|\t|]ignore: [a]\n', 'a tab indents this line: YAML takes blanks only');
    assert.deepEqual(value, { version: 1 });
  });

  it('is one document', () => {
    const value = finds(
      'version: 1\n[|---|]\nversion: 1\nignore: [a]\n',
      'a profile is one document: what comes after this `---` is not read',
    );
    assert.deepEqual(value, { version: 1 });
  });
});

describe('a profile that cannot be used', () => {
  const none = (marked: string, ...messages: string[]): void => assert.equal(finds(marked, ...messages), null);

  it('is empty', () => {
    none('[||]', 'the profile is empty: `version: 1` is needed');
    none('[|#|] soon\n', 'the profile is empty: `version: 1` is needed');
  });

  it('has no version, or another', () => {
    none('[|i|]gnore: [a]\n', '`version: 1` is needed');
    none('version: [|2|]\n', '`version: 1` is what this ProdAware reads, this is the number 2');
    none('version: [|"1"|]\n', '`version: 1` is what this ProdAware reads, this is `1`: write it without quotes');
  });

  it('is no map', () => {
    none('[|- a|]\n', 'keys such as `version: 1` expected');
    none('[|just words|]\n', 'keys such as `version: 1` expected');
  });

  it('is larger than anybody writes', () => {
    const { profile, faults } = parseProfile('prodaware.yaml', `version: 1\n# ${'x'.repeat(10_000_000)}`);
    assert.equal(profile, null);
    assert.deepEqual(
      faults.map(({ message }) => message),
      ['the profile is not read: it is 9.5 MB long, and 128 KB are the most'],
    );
  });
});
