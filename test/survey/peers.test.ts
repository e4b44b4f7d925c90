import assert from 'node:assert/strict';
import { handlersOf, type HandlerRow } from '../../src/survey/handlers.ts';
import { handlerCounts, judge } from '../../src/survey/peers.ts';
import { factsOf, source } from '../languages/render.ts';

async function rows(name: 'python' | 'typescript' | 'php', text: string): Promise<string[]> {
  return handlersOf(await factsOf(name, source(text))).map(({ verdict, logged, type, call }) =>
    [logged ? 'logs' : 'silent', verdict, type === '' ? 'anything' : type, call ?? 'nothing called'].join(', '),
  );
}

describe('the handlers of a file', () => {
  it('are counted by what they would be without their log lines', async () => {
    const text = `
      def send(session, name):
          try:
              session.post(name)
          except Exception:
              logger.exception("not sent")
          try:
              session.post(name)
          except Exception:
              pass
          try:
              return int(name)
          except (ValueError, TypeError):
              logger.warning("no number")
              return None
    `;
    assert.deepEqual(await rows('python', text), [
      'logs, swallowed, anything, post',
      'silent, swallowed, anything, post',
      'logs, expected, TypeError, ValueError, int',
    ]);
  });

  it('are left out where they do more with the error than to log it', async () => {
    const text = `
      export async function send(queue: Queue): Promise<void> {
        try {
          await queue.send();
        } catch (error) {
          log.error({ err: error }, 'not sent');
          throw error;
        }
        await queue.publish().catch((error) => {
          log.error(error);
        });
        try {
          await queue.drain();
        } catch (error) {
          log.error(error);
          failures.push(error);
        }
      }
    `;
    assert.deepEqual(await rows('typescript', text), ['logs, swallowed, anything, publish']);
  });

  it('are left out where they print', async () => {
    const text = `
      def send(session):
          try:
              session.post()
          except Exception as error:
              print(error)
    `;
    assert.deepEqual(await rows('python', text), []);
  });

  it('are not counted in languages of which nobody knows how often they log', async () => {
    assert.deepEqual(await rows('php', '<?php\ntry { send(); } catch (Exception $e) { $logger->error($e); }\n'), []);
  });
});

const row = (logged: boolean, more: Partial<HandlerRow> = {}): HandlerRow => ({
  handler: 0,
  verdict: 'swallowed',
  logged,
  type: '',
  call: 'post',
  ...more,
});
const times = (count: number, one: HandlerRow): HandlerRow[] => Array.from({ length: count }, () => one);

function said(one: HandlerRow, files: Readonly<Record<string, readonly HandlerRow[]>>, path = 'app/send.py') {
  const all = { ...files, [path]: [...(files[path] ?? []), one] };
  const counts = handlerCounts(
    new Map(Object.entries(all).map(([file, handlers]) => [file, { ecosystem: 'python', handlers }])),
  );
  return judge(one, path, 'python', counts);
}

describe('what other handlers say of one', () => {
  const expected = { verdict: 'expected', type: 'ValueError', call: 'int' } as const;

  it('is nothing where too few log', () => {
    assert.equal(said(row(false), { 'app/other.py': times(40, row(false)) }), null);
    assert.equal(said(row(false, expected), { 'app/other.py': times(9, row(true, expected)) }), null);
  });

  it('is to leave it alone where few of its like log', () => {
    const files = { 'app/other.py': [...times(10, row(true)), ...times(40, row(false))] };
    assert.deepEqual(said(row(false), files), { says: 'nothing' });
  });

  it('is nothing new where most of its like log', () => {
    const files = { 'app/other.py': [...times(40, row(true)), ...times(10, row(false))] };
    assert.equal(said(row(false), files), null);
  });

  it('counts most what is nearest', () => {
    const files = {
      'app/other.py': times(60, row(true, { call: 'get' })),
      'plugins/one.py': times(12, row(false, { call: 'get' })),
    };
    assert.deepEqual(said(row(false), files, 'plugins/one.py'), { says: 'nothing' });
    assert.equal(said(row(false), files, 'app/one.py'), null);
  });

  it('is to log an everyday answer where most of its like do, and how many', () => {
    const files = { 'app/other.py': [...times(30, row(true, expected)), ...times(2, row(false, expected))] };
    const judged = said(row(false, expected), files);
    assert.deepEqual(judged, { says: 'log', likeness: 'call', value: 'int', total: 32, logged: 30 });
    assert.equal(
      said(row(false, { ...expected, call: 'float', type: 'TypeError' }), { 'app/other.py': times(30, row(true)) }),
      null,
    );
  });

  it('is asked by no handler that logs, and leaves out the one that asks', () => {
    const files = { 'app/other.py': times(30, row(true, expected)) };
    assert.equal(said(row(true, expected), files), null);
    assert.equal(judge(row(false, expected), 'app/send.py', 'php', {}), null);
  });
});
