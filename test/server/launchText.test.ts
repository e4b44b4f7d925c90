import assert from 'node:assert/strict';
import type { Launch, Prefix, TelemetryPath, TelemetryVerdict, Word } from '../../src/model/production.ts';
import { launchTitle, telemetryText } from '../../src/server/launchText.ts';

const none: TelemetryVerdict = {
  state: 'inactive',
  signals: [],
  vendor: null,
  mechanism: 'none',
  reason: null,
  evidence: [],
  paths: [],
};

function words(line: string): Word[] {
  return line.split(' ').map((value) => ({
    value,
    style: 'words',
    exact: true,
    dynamic: false,
    file: 'Procfile',
    range: { start: 0, end: 0 },
  }));
}

function prefix(kind: Prefix['kind'], line: string): Prefix {
  return { kind, name: line, words: words(line), clearsEnvironment: false };
}

/** Only what the texts speak of. */
function launch(told: Partial<Launch>): Launch {
  return {
    service: 'catalog',
    environment: 'production',
    launcher: 'ProcMgr',
    name: 'catalog',
    argv: words('python my_app.py'),
    prefixes: [],
    directory: 'services/catalog',
    variables: [],
    openVariables: [],
    entryPoint: { file: 'services/catalog/my_app.py', symbol: null, asMain: true },
    unresolved: null,
    missingTarget: null,
    commandLocation: { file: 'deploy/procmgr/catalog.json', range: { start: 0, end: 1 } },
    evidence: [],
    stop: { signal: 'SIGTERM', graceMilliseconds: 10_000 },
    probes: [],
    oneShot: false,
    telemetry: none,
    promises: [],
    ...told,
  };
}

describe('the line above an entry point', () => {
  it('says what production runs and that nothing will be seen of it', () => {
    assert.equal(launchTitle(launch({})), 'production: ProcMgr → python my_app.py · no telemetry');
  });

  it('shows a telemetry wrapper as part of the command, and no init or user change', () => {
    const told = launch({
      launcher: 'dockerfile',
      prefixes: [
        prefix('init', 'tini --'),
        prefix('telemetry', 'opentelemetry-instrument'),
        prefix('user', 'gosu app'),
      ],
      telemetry: { ...none, state: 'active', signals: ['traces', 'metrics', 'logs'], vendor: 'opentelemetry' },
    });
    assert.equal(
      launchTitle(told),
      'production: dockerfile → opentelemetry-instrument python my_app.py · traces, metrics, logs (opentelemetry)',
    );
  });

  it('does not call it production where nothing says which environment it is', () => {
    const told = launch({ environment: 'unknown', launcher: 'procfile', telemetry: { ...none, state: 'unknown' } });
    assert.equal(launchTitle(told), 'launch: procfile → python my_app.py · telemetry unknown');
  });

  it('names the condition telemetry hangs on', () => {
    const verdict: TelemetryVerdict = { ...none, state: 'conditional', signals: ['errors'], vendor: 'sentry' };
    const condition = 'os.environ.get("SENTRY_DSN")';
    const path: TelemetryPath = { ...verdict, vendor: 'sentry', mechanism: 'in-code', condition };
    assert.equal(telemetryText({ ...verdict, paths: [path] }), `errors (sentry) if ${condition}`);
    assert.equal(telemetryText(verdict), 'errors (sentry) on a condition');
  });

  it('stays one line of a length that can be read', () => {
    const title = launchTitle(launch({ argv: words(`python my_app.py ${'--flag\n'.repeat(200)}`) }));
    assert.ok(title.length < 140, title);
    assert.ok(!title.includes('\n'));
    assert.match(title, /… · no telemetry$/);
  });
});
