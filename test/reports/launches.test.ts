import assert from 'node:assert/strict';
import { launchesReport } from '../../src/reports/json.ts';
import { launchesText } from '../../src/reports/launches.ts';
import { plainStyle } from '../../src/reports/style.ts';
import { at, emitting, launch, lookup, service, words, type Files } from './samples.ts';

const files: Files = {
  'deploy/supervisord.conf': '[program:api]\ncommand=python my_app.py\n',
  'api/README.md': '# api\n\nopentelemetry-instrument python my_app.py\n',
  'api/my_app.py': 'import sentry_sdk\n\nif DEBUG:\n    start()\n',
};
const command = at(files, 'deploy/supervisord.conf', 'python my_app.py');

describe('report of launches for people', () => {
  it('shows who starts what, where that is written, and who promises telemetry that is not there', () => {
    const promise = {
      ...at(files, 'api/README.md', 'opentelemetry-instrument'),
      label: 'documented',
      kind: 'documented',
      vendor: 'opentelemetry',
      words: ['opentelemetry-instrument'],
      placement: 'before',
      mechanism: 'wrapper',
    } as const;
    assert.equal(
      launchesText([service([launch(command, { promises: [promise] })])], lookup(files)),
      `api  api  python
  production: supervisord -> python my_app.py
    started in  deploy/supervisord.conf:2:9  command
    entry point api/my_app.py
    telemetry   traces, metrics, logs: none
    promised    api/README.md:3:1  documented: opentelemetry-instrument

1 service, 1 launch: 1 without telemetry
`,
    );
  });

  it('gives each signal the best of the ways it takes', () => {
    const sentry = { ...at(files, 'api/my_app.py', 'import sentry_sdk'), label: 'starts Sentry' };
    const text = launchesText(
      [
        service([
          launch(command, {
            prefixes: [{ words: words('x', 'tini'), name: 'tini', kind: 'init', clearsEnvironment: false }],
            telemetry: emitting([
              {
                vendor: 'sentry',
                mechanism: 'in-code',
                signals: ['errors'],
                state: 'active',
                reason: null,
                condition: null,
                evidence: [sentry],
              },
              {
                vendor: 'opentelemetry',
                mechanism: 'in-code',
                signals: ['traces'],
                state: 'conditional',
                reason: null,
                condition: 'DEBUG',
                evidence: [],
              },
            ]),
          }),
        ]),
      ],
      lookup(files),
    );
    assert.match(text, /behind +tini\n/);
    assert.match(text, /telemetry +traces: only if DEBUG \(opentelemetry, in-code\)\n/);
    assert.match(text, /\n +metrics, logs: none\n/);
    assert.match(text, /\n +errors: sentry, in-code\n +api\/my_app\.py:1:1 {2}starts Sentry\n/);
  });

  it('says why an entry point is not known', () => {
    const text = launchesText(
      [service([launch(command, { entryPoint: null, unresolved: 'the image is built elsewhere' })])],
      lookup(files),
    );
    assert.match(text, /entry point not known: the image is built elsewhere\n/);
  });

  it('cuts a command that is a whole script', () => {
    const script = launch(command, { argv: words('x', 'echo one\n'.repeat(5000)) });
    const text = launchesText([service([script])], lookup(files));
    assert.match(text, /supervisord -> "echo one\\necho one.*…\n/);
    assert.ok(text.length < 1000);
  });

  it('says what to do where nothing is known', () => {
    assert.match(launchesText([], lookup({})), /prodaware profile init/);
  });
});

describe('launches at a glance', () => {
  it('are a line each below the report, those of production first, and what reads the same is counted', () => {
    const compose = { environment: 'development', launcher: 'compose' } as const;
    const api = service([launch(command, compose), launch(command, compose), launch(command)]);
    const path = {
      vendor: 'sentry',
      mechanism: 'in-code',
      signals: ['errors'],
      state: 'conditional',
      reason: null,
      condition: 'DEBUG',
      evidence: [],
    } as const;
    const long = launch(command, { telemetry: emitting([path]), entryPoint: null, launcher: 'a\u001b[31m' });
    const text = launchesText([api, service([long], { name: '長い名前'.repeat(9) })], lookup(files));
    assert.equal(
      text.slice(text.indexOf('service  ')),
      `service                      environment  started by     entry point    telemetry
api                          production   supervisord    api/my_app.py  none
                             development  compose (2)    api/my_app.py  none
長い名前長い名前長い名前長…  production   a<U+001B>[31m  not known      errors: sentry on a condition

2 services, 4 launches: 1 with telemetry on a condition, 3 without telemetry
`,
    );
  });

  it('fit a terminal of 80 columns: names are cut, what becomes of telemetry is not', () => {
    const path = {
      vendor: 'opentelemetry',
      mechanism: 'in-code',
      signals: ['traces', 'metrics', 'logs'],
      state: 'active',
      reason: null,
      condition: null,
      evidence: [],
    } as const;
    const file = 'shipping/src/main/java/com/example/ShippingServiceApplication.java';
    const deep = launch(command, { telemetry: emitting([path]), entryPoint: { file, symbol: null, asMain: true } });
    const text = launchesText(
      [service([launch(command)]), service([deep], { name: 'shipping' })],
      lookup(files),
      plainStyle,
      80,
    );
    const table = text.slice(text.indexOf('service  '), text.indexOf('\n\n2 services')).split('\n');
    assert.ok(
      table.every((line) => line.length <= 80),
      table.join('\n'),
    );
    assert.match(table[2]!, /…\w*Application\.java/);
    assert.match(table.slice(2).join(' ').replace(/\s+/g, ' '), /traces, metrics, logs: opentelemetry$/);
  });

  it('are left out where there is one', () => {
    assert.doesNotMatch(launchesText([service([launch(command)])], lookup(files)), /started by/);
  });
});

describe('report of launches for programs', () => {
  it('has the keys that others build on', () => {
    const report = launchesReport([service([launch(command)])], [], lookup(files));
    assert.deepEqual(report, {
      version: 1,
      services: [
        {
          name: 'api',
          root: 'api',
          language: 'python',
          launches: [
            {
              environment: 'production',
              launcher: 'supervisord',
              command: ['python', 'my_app.py'],
              directory: 'api',
              entryPoint: { file: 'api/my_app.py', symbol: null },
              evidence: [{ file: 'deploy/supervisord.conf', line: 2, label: 'command' }],
              telemetry: {
                verdict: 'inactive',
                signals: [],
                vendor: null,
                mechanism: 'none',
                reason: null,
                evidence: [],
              },
            },
          ],
          health: { liveness: null, readiness: null },
          loggers: [],
          flags: [],
        },
      ],
      faults: [],
    });
  });

  it('says why there is no entry point', () => {
    const unknown = launch(command, { entryPoint: null, unresolved: 'the image is built elsewhere' });
    const [reported] = launchesReport([service([unknown])], [], lookup(files)).services;
    assert.equal(reported?.launches[0]?.entryPoint, null);
    assert.equal(reported?.launches[0]?.unresolved, 'the image is built elsewhere');
  });

  it('tells the lines of a service from those that it shares with others, as where both run one image', () => {
    const image = { ...at(files, 'api/my_app.py', 'start()'), label: 'command of the image' };
    const own = { ...at(files, 'api/README.md', '# api'), label: 'compose api' };
    const api = service([launch(command, { evidence: [image, own] })]);
    const worker = service([launch(command, { evidence: [image] })], { name: 'worker', root: 'worker' });
    const [first, second] = launchesReport([api, worker], [], lookup(files)).services;
    const labels = (lines: readonly { readonly label: string }[] = []) => lines.map(({ label }) => label);
    assert.deepEqual(labels(first?.launches[0]?.evidence), ['compose api']);
    assert.deepEqual(labels(first?.launches[0]?.shared), ['command of the image']);
    assert.deepEqual(labels(second?.launches[0]?.evidence), ['command of the image']);
    assert.equal(second?.launches[0]?.shared, undefined);
  });
});
