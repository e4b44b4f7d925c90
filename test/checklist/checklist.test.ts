/** Which items a change has, and what they say, in small repositories with the real engine. */
import assert from 'node:assert/strict';
import type { ChecklistAnswer, ChecklistItem } from '../../src/model/checklist.ts';
import { checklistOfChange, type Files } from '../support/memoryRepository.ts';

/** `state! id: detail`, the mark for what is required. */
async function lines(files: Files, only = ''): Promise<string[]> {
  const { checklist } = await checklistOfChange(files);
  return checklist.items.filter(({ id }) => id.startsWith(only)).map(line);
}

function line({ id, state, required, detail }: ChecklistItem): string {
  return `${state}${required ? '!' : ''} ${id}${detail === '' ? '' : `: ${detail}`}`;
}

async function item(files: Files, id: string): Promise<ChecklistItem> {
  const { checklist } = await checklistOfChange(files);
  const found = checklist.items.find((one) => one.id === id);
  assert.ok(found, `${id} is not among ${checklist.items.map((one) => one.id).join(', ')}`);
  return found;
}

/** What the evidence of an item stands on, for those whose file the test gives. */
function shown({ evidence }: ChecklistItem, files: Files): string[] {
  return evidence.map(({ file, range, label, side }) => {
    const text = files[side === 'before' ? `before:${file}` : file] ?? '';
    return `${label}: ${text.slice(range.start, range.end)}`;
  });
}

const web = 'web: opentelemetry-instrument python app.py\n';
const app = `import logging

log = logging.getLogger(__name__)


def charge(card):
    return card.charge()


charge(None)
`;

describe('the checklist of a change', () => {
  it('has no items for a change that production does not notice', async () => {
    assert.deepEqual(await lines({ Procfile: web, 'app.py': app, 'README.md': 'b\n', 'before:README.md': 'a\n' }), []);
  });

  it('holds while nothing that is required is missing', async () => {
    const files: Files = {
      Procfile: web,
      'app.py': app.replace('card.charge()', 'card.charge(1)'),
      'before:app.py': app,
      'prodaware.yaml': 'version: 1\nchecklist: [{ id: staging, text: validated in staging under ProcMgr }]\n',
    };
    const open = await checklistOfChange(files);
    assert.equal(open.checklist.holds, false);
    const [manual] = open.checklist.items.filter(({ kind }) => kind === 'manual');
    assert.ok(manual);
    assert.deepEqual(
      [manual.id, manual.title, manual.state],
      ['profile:staging', 'validated in staging under ProcMgr', 'open'],
    );
    const yes: ChecklistAnswer = {
      item: manual.id,
      subject: manual.subject,
      answer: 'yes',
      by: 'Ada',
      note: '',
      at: '2026-01-01T00:00:00Z',
    };
    assert.equal((await checklistOfChange(files, [yes])).checklist.holds, true);
    const refused = await checklistOfChange(files, [yes, { ...yes, answer: 'no' }]);
    assert.deepEqual([refused.checklist.holds, refused.checklist.items.at(-1)?.state], [false, 'refused']);
    const again = { ...files, 'app.py': app.replace('card.charge()', 'card.charge(2)') };
    const stale = await checklistOfChange(again, [yes]);
    assert.deepEqual([stale.checklist.holds, stale.checklist.items.at(-1)?.state], [false, 'stale']);
    assert.equal(stale.checklist.items.at(-1)?.answer?.by, 'Ada');
  });

  it('takes no answer for what is looked up', async () => {
    const files = { Procfile: web, 'app.py': `${app}charge(1)\n`, 'before:app.py': app };
    const { subject, state } = await item(files, 'telemetry:web:procfile');
    assert.equal(state, 'pass');
    const no = { item: 'telemetry:web:procfile', subject, answer: 'no', by: 'Ada', note: '', at: '' } as const;
    assert.equal((await checklistOfChange(files, [no])).checklist.items[0]?.state, 'pass');
  });
});

describe('services that a change reaches', () => {
  const services: Files = {
    Procfile: 'web: python web.py\nworker: python worker.py\n',
    'requirements.txt': 'flask\n',
    'web.py': 'import cart\n',
    'worker.py': 'import mail\n',
    'cart.py': 'A = 1\n',
    'mail.py': 'A = 1\n',
    'page.html': 'a\n',
  };
  const reached = async (more: Files): Promise<string[]> =>
    (await lines({ ...services, ...more }, 'telemetry')).map((one) => one.split(':')[1] ?? '');

  it('are those that evaluate the file', async () => {
    assert.deepEqual(await reached({ 'before:cart.py': 'A = 2\n' }), ['web']);
    assert.deepEqual(await reached({ 'before:mail.py': 'A = 2\n' }), ['worker']);
  });

  it('are all of a folder where nobody is known to evaluate the file', async () => {
    assert.deepEqual(await reached({ 'before:requirements.txt': 'flask==2\n' }), ['web', 'worker']);
    assert.deepEqual(await reached({ 'before:page.html': 'b\n' }), ['web', 'worker']);
  });

  it('are those whose command changed, of all that one file starts', async () => {
    assert.deepEqual(await reached({ 'before:Procfile': 'web: python -O web.py\nworker: python worker.py\n' }), [
      'web',
    ]);
  });

  it('are no proxies and databases beside the programs, and programs that nobody can follow', async () => {
    const files: Files = {
      'compose.prod.yaml': 'services:\n  web: { build: web }\n  shop: { build: shop }\n  proxy: { build: . }\n',
      'before:compose.prod.yaml': '',
      'web/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["python", "app.py"]\n',
      'web/app.py': '',
      'web/requirements.txt': 'flask\n',
      'shop/Dockerfile': 'FROM golang:1.24\nCOPY . .\nCMD ["./made-elsewhere"]\n',
      'shop/go.mod': 'module example.com/shop\n\nrequire github.com/go-chi/chi/v5 v5.0.0\n',
      Dockerfile: 'FROM nginx\nCMD ["nginx", "-g", "daemon off;"]\n',
    };
    const found = await lines(files, 'telemetry');
    assert.deepEqual(
      found.map((one) => one.replace(/^.*?(telemetry[^ ]*): .*/, '$1')),
      ['telemetry:web:compose', 'telemetry:shop:compose'],
    );
  });

  it('are none for prose, tests and the files of tools', async () => {
    assert.deepEqual(
      await reached({
        'before:docs/a.md': 'a\n',
        'docs/a.md': 'b\n',
        'tests/test_a.py': 'A = 1\n',
        'before:tests/test_a.py': 'A = 2\n',
      }),
      [],
    );
  });

  it('are those of the nearest folder', async () => {
    const files: Files = {
      'services/a/Procfile': 'web: python a.py\n',
      'services/a/requirements.txt': '',
      'services/a/a.py': '',
      'services/b/Procfile': 'jobs: python b.py\n',
      'services/b/requirements.txt': '',
      'services/b/b.py': '',
      'services/b/rates.json': '1\n',
      'before:services/b/rates.json': '2\n',
    };
    assert.deepEqual(
      (await lines(files, 'telemetry')).map((one) => one.split(':')[1]),
      ['jobs'],
    );
  });
});

describe('telemetry on the checklist', () => {
  const python: Files = { 'requirements.txt': 'opentelemetry-distro\n', 'app.py': app };

  it('passes with its mechanism where a launch is seen', async () => {
    const files = { ...python, Procfile: web, 'before:app.py': '' };
    assert.match((await lines(files, 'telemetry'))[0] ?? '', /^pass! telemetry:web:procfile: .*opentelemetry, wrapper/);
    assert.ok(
      shown(await item(files, 'telemetry:web:procfile'), files)
        .join()
        .includes('opentelemetry-instrument'),
    );
  });

  it('fails where the change takes it away, with what it was before', async () => {
    const files = { ...python, Procfile: 'web: python app.py\n', 'before:Procfile': web };
    const found = await item(files, 'telemetry:web:procfile');
    assert.deepEqual([found.state, found.required], ['fail', true]);
    assert.match(found.detail, /it was seen through opentelemetry, wrapper .* before the change, and is not any more/);
    assert.ok(shown(found, files).some((one) => /^before: .*opentelemetry-instrument/.test(one)));
  });

  it('fails where the profile requires signals that nothing emits', async () => {
    const profile = 'version: 1\ntelemetry: { require: [traces, logs] }\n';
    const files = {
      'requirements.txt': '',
      'app.py': app,
      'before:app.py': '',
      Procfile: 'web: python app.py\n',
      'prodaware.yaml': profile,
    };
    const found = await item(files, 'telemetry:web:procfile');
    assert.deepEqual([found.state, found.required], ['fail', true]);
    assert.match(found.detail, /requires traces or logs, and nothing emits traces or logs/);
  });

  it('does not hold a change up for what was so before it', async () => {
    const files = {
      ...python,
      'README.md': '```sh\nopentelemetry-instrument python app.py\n```\n',
      Procfile: 'web: python app.py\n',
      'before:app.py': app.replace('charge(None)', 'charge(1)'),
    };
    const found = await item(files, 'telemetry:web:procfile');
    assert.deepEqual([found.state, found.required], ['fail', false]);
  });

  it('is unknown where nothing starts it and nobody requires it', async () => {
    const files = { 'app.py': app, 'before:app.py': '', Procfile: 'web: python app.py\n' };
    assert.match((await lines(files, 'telemetry'))[0] ?? '', /^unknown! .*nothing in this repository starts telemetry/);
  });
});

describe('logging on the checklist', () => {
  const before = `${app}
def refund(card):
    try:
        card.refund()
    except Exception:
        log.exception("refund")
        raise
`;

  it('says how much changed, and that its failures leave a trace', async () => {
    const files = { Procfile: web, 'app.py': before.replace('"refund"', '"refund failed"'), 'before:app.py': before };
    assert.deepEqual(await lines(files, 'logging'), [
      'pass! logging: 1 changed function; 1 failure handled: it leaves a trace',
    ]);
  });

  it('fails at the place that leaves none', async () => {
    const files = {
      Procfile: web,
      'app.py': before.replace('        log.exception("refund")\n        raise\n', '        pass\n'),
      'before:app.py': before,
    };
    const found = await item(files, 'logging');
    assert.equal(found.state, 'fail');
    assert.ok(found.evidence.some(({ file, label }) => file === 'app.py' && label !== ''));
  });

  it('does not say that it holds where whatever fails is answered with a value', async () => {
    const code = (handler: string): string => `from flask import Flask

app = Flask(__name__)


@app.post("/retry")
def retry():
    count = 0
${handler}    return {"count": count}
`;
    const handler = '    try:\n        count = resend()\n    except Exception:\n        count = -1\n';
    const files = { Procfile: web, 'app.py': code(handler), 'before:app.py': code('') };
    const found = await item(files, 'logging');
    assert.notEqual(found.state, 'pass');
    assert.match(found.detail, /without a trace/);
  });

  it('does not say that it holds where whatever fails reads as not found', async () => {
    const code = (lookup: string): string => `from flask import Flask, abort

app = Flask(__name__)


@app.get("/products/<sku>")
def product(sku):
${lookup}    if found is None:
        abort(404)
    return found
`;
    const lookup = '    try:\n        found = products.find(sku)\n    except Exception:\n        found = None\n';
    const files = { Procfile: web, 'app.py': code(lookup), 'before:app.py': code('    found = products.find(sku)\n') };
    assert.notEqual((await item(files, 'logging')).state, 'pass');
  });

  it('has nothing to say of tests', async () => {
    assert.deepEqual(await lines({ Procfile: web, 'tests/test_app.py': before, 'before:tests/test_app.py': app }), []);
  });
});

describe('flags on the checklist', () => {
  const profile = `version: 1
flags: { provider: openfeature, manifest: flags.json, require: [{ paths: [app.py] }] }
rollout: { killSwitches: required }
`;
  const code = (body: string): string => `import requests
from flask import Flask
from openfeature import api

app = Flask(__name__)
flags = api.get_client()


@app.post("/orders")
def order():
${body}
    return {}


app.run()
`;
  const base: Files = {
    Procfile: web,
    'prodaware.yaml': profile,
    'flags.json': '{ "flags": { "new-tax": { "flagType": "boolean", "defaultValue": false } } }\n',
  };
  const call = 'requests.post("https://tax.example.com/quote", timeout=2)';

  it('fail for new behaviour without one where the profile wants one', async () => {
    const files = { ...base, 'app.py': code(`    ${call}`), 'before:app.py': code('    pass') };
    const found = await lines(files, '');
    assert.ok(
      found.some((one) => one.startsWith('fail! flag-coverage: ')),
      found.join('\n'),
    );
    assert.ok(
      found.some((one) => one.startsWith('fail! kill-switches: ')),
      found.join('\n'),
    );
  });

  it('pass where it stands behind a flag that is defined', async () => {
    const files = {
      ...base,
      'app.py': code(`    if flags.get_boolean_value("new-tax", False):\n        ${call}`),
      'before:app.py': code('    pass'),
    };
    const found = (await lines(files, '')).filter((one) => /flag|kill/.test(one));
    assert.deepEqual(found, [
      'pass! flag-coverage: 1 changed file: nothing new runs without one',
      'pass flag-keys: asks for new-tax',
      'pass! kill-switches: 1 changed call to other systems',
    ]);
  });

  it('are unknown where no manifest lists them', async () => {
    const files = {
      Procfile: web,
      'app.py': code('    if flags.get_boolean_value("new-tax", False):\n        pass'),
      'before:app.py': code('    pass'),
    };
    assert.deepEqual(await lines(files, 'flag-'), [
      'unknown flag-keys: asks for new-tax; no manifest here lists new-tax',
    ]);
  });
});

describe('health on the checklist', () => {
  const flask = (route: string): string => `from flask import Flask

app = Flask(__name__)

${route}
app.run()
`;
  const base: Files = {
    Procfile: web,
    'prodaware.yaml': 'version: 1\nservices: [{ name: web, entryPoints: [app.py], health: { liveness: /health } }]\n',
  };
  const route = '@app.get("/health")\ndef health():\n    return "ok"\n';

  it('passes with the route, wherever in the service it is', async () => {
    const own = { ...base, 'app.py': flask(route), 'before:app.py': '' };
    assert.deepEqual(await lines(own, 'health'), ['pass! health:web:/health: GET /health']);
    const beside = { ...base, 'app.py': flask(''), 'before:app.py': '', 'shop/probes.py': flask(route) };
    assert.deepEqual(await lines(beside, 'health'), ['pass! health:web:/health: GET /health']);
  });

  it('fails where the change removes it', async () => {
    const files = { ...base, 'app.py': flask(''), 'before:app.py': flask(route) };
    const found = await item(files, 'health:web:/health');
    assert.equal(`${found.state} ${found.detail}`, 'fail the change removes GET /health');
    assert.equal(found.evidence[0]?.side, 'before');
  });

  it('passes where the route moves to another file', async () => {
    const files = { ...base, 'app.py': flask(''), 'before:app.py': flask(route), 'shop/probes.py': flask(route) };
    assert.deepEqual(await lines(files, 'health'), ['pass! health:web:/health: GET /health']);
  });

  it('does not take the route of another service for it', async () => {
    const files: Files = {
      'prodaware.yaml':
        'version: 1\nservices: [{ name: a, root: a, entryPoints: [app.py], health: { liveness: /health } }]\n',
      'a/Procfile': 'web: python app.py\n',
      'a/requirements.txt': '',
      'a/app.py': flask(''),
      'before:a/app.py': '',
      'b/Procfile': 'jobs: python app.py\n',
      'b/requirements.txt': '',
      'b/app.py': flask(route),
    };
    assert.deepEqual(await lines(files, 'health'), ['unknown! health:a:/health: no route of this path was found']);
  });

  it('shows the pattern of a route as the path that is requested', async () => {
    const urls = (routes: string): string => `from django.urls import re_path

from shop import views

urlpatterns = [
${routes}]
`;
    const files = (path: string, now: string, old = ''): Files => ({
      Procfile: web,
      'prodaware.yaml': `version: 1\nservices: [{ name: web, entryPoints: [app.py], health: { liveness: ${path} } }]\n`,
      'app.py': 'import shop.urls\n',
      'shop/urls.py': urls(now),
      'before:shop/urls.py': urls(old),
    });
    const pattern = '    re_path(r"^health/$", views.health),\n';
    assert.deepEqual(await lines(files('/health', pattern), 'health'), ['pass! health:web:/health: /health/']);
    assert.deepEqual(await lines(files('/health', '', pattern), 'health'), [
      'fail! health:web:/health: the change removes /health/',
    ]);
    const root = '    re_path(r"^$", views.index),\n';
    assert.deepEqual(await lines(files('/', root), 'health'), ['pass! health:web:/: /']);
    // Which of several roots is not below another path stands elsewhere.
    const two = {
      ...files('/', root),
      'shop/orders.py': urls(root),
      'app.py': 'import shop.urls\nimport shop.orders\n',
    };
    assert.deepEqual(await lines(two, 'health'), ['unknown! health:web:/: perhaps /']);
  });

  it('is unknown where no route of the path is seen', async () => {
    assert.deepEqual(await lines({ ...base, 'app.py': flask(''), 'before:app.py': '' }, 'health'), [
      'unknown! health:web:/health: no route of this path was found',
    ]);
  });
});

describe('migrations on the checklist', () => {
  it('are named in their order, with the order that the profile deploys in and who runs them', async () => {
    const migration = 'from django.db import migrations\n\nclass Migration(migrations.Migration):\n    pass\n';
    const found = await item(
      {
        Procfile: 'release: python manage.py migrate\nweb: python app.py\n',
        'manage.py': '',
        'app.py': '',
        'prodaware.yaml': 'version: 1\nrollout: { order: [migrate, web] }\n',
        'shop/migrations/0010_b.py': migration,
        'before:shop/migrations/0010_b.py': '',
        'shop/migrations/0009_a.py': migration,
        'before:shop/migrations/0009_a.py': '',
        'shop/migrations/0001_initial.py': `${migration}# x\n`,
        'before:shop/migrations/0001_initial.py': migration,
      },
      'migrations:django',
    );
    assert.equal(found.kind, 'manual');
    assert.equal(
      found.detail,
      'in this order: 0009_a.py and 0010_b.py; edits 0001_initial.py, which may have run already; the profile deploys migrate, then web; run by procfile release',
    );
  });
});

describe('migrations of several folders', () => {
  it('are in order within each', async () => {
    const migration = 'from django.db import migrations\n\nclass Migration(migrations.Migration):\n    pass\n';
    const files: Record<string, string> = { Procfile: web, 'app.py': '' };
    for (const file of ['b/migrations/0001_x.py', 'a/migrations/0010_x.py', 'a/migrations/0009_x.py']) {
      files[file] = migration;
      files[`before:${file}`] = '';
    }
    assert.deepEqual(await lines(files, 'migrations'), [
      'open! migrations:django: new, in order in each folder: a/migrations/0009_x.py, a/migrations/0010_x.py and b/migrations/0001_x.py',
    ]);
  });
});

describe('environment variables on the checklist', () => {
  const compose = (environment: string): Files => ({
    Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    'deploy/production/compose.yaml': `services:\n  web:\n    build: ../..\n    environment:\n      LEVEL: info\n${environment}`,
  });
  const reading = (code: string): Files => ({ 'app.py': `import os\n${code}\n`, 'before:app.py': 'import os\n' });

  it('fail where new code cannot do without one that production does not set', async () => {
    const files = { ...compose('      STRIPE_KYE: x\n'), ...reading('key = os.environ["STRIPE_KEY"]') };
    const found = await item(files, 'environment:web');
    assert.equal(
      `${found.state} ${found.detail}`,
      'fail STRIPE_KEY (it sets STRIPE_KYE): not set by compose web; the code fails without',
    );
    assert.deepEqual(shown(found, files).slice(0, 2), [
      'reads STRIPE_KEY: os.environ["STRIPE_KEY"]',
      'sets STRIPE_KYE: x',
    ]);
  });

  it('are not missed where the code is ready for that', async () => {
    const caught = 'try:\n    key = os.environ["KEY"]\nexcept KeyError:\n    key = ""';
    const files = { ...compose(''), ...reading(`${caught}\nurl = os.environ.get("URL") or "http://x"`) };
    assert.deepEqual(await lines(files, 'environment'), [
      'unknown! environment:web: KEY: not set by compose web; the code goes on without; 1 variable set, or with a default',
    ]);
  });

  it('pass where it is set, or has a default', async () => {
    const files = {
      ...compose('      STRIPE_KEY: x\n'),
      ...reading('key = os.environ["STRIPE_KEY"]\nsize = os.getenv("SIZE", "3")'),
    };
    assert.deepEqual(await lines(files, 'environment'), ['pass! environment:web: 2 variables set, or with a default']);
  });

  it('are unknown where a secret or a platform may set them', async () => {
    const files = { ...compose('    env_file: /etc/web.env\n'), ...reading('key = os.environ["STRIPE_KEY"]') };
    assert.deepEqual(await lines(files, 'environment'), [
      'unknown! environment:web: STRIPE_KEY: not set here, may come from file /etc/web.env; the code fails without',
    ]);
  });

  it('are left alone where the old code read them too', async () => {
    const files = {
      ...compose(''),
      'app.py': 'import os\n\nkey = os.environ["STRIPE_KEY"] + ""\n',
      'before:app.py': 'import os\nkey = os.environ["STRIPE_KEY"]\n',
    };
    assert.deepEqual(await lines(files, 'environment'), []);
  });
});

describe('contracts, pipelines and people on the checklist', () => {
  const profile = `version: 1
pipeline: { pullRequest: { gates: [lint, { tests: { coverage: 80 } }] }, production: { approval: required } }
compliance: { approvals: [{ paths: ["billing/**"], by: payments, reason: money }, { paths: ["auth/**"], by: payments }] }
architecture: { notes: [{ paths: ["billing/**"], note: frozen since the migration }] }
consumers: [{ contract: api/openapi.yaml, usedBy: [mobile, partners] }]
checklist: [{ id: load, text: load tested, paths: ["billing/**"] }]
`;
  const openapi = 'openapi: 3.1.0\npaths: {}\n';

  it('come from the profile for the paths that the change touches', async () => {
    const files: Files = {
      Procfile: web,
      'app.py': app,
      'prodaware.yaml': profile,
      'billing/tax.py': 'RATE = 20\n',
      'before:billing/tax.py': 'RATE = 19\n',
      'api/openapi.yaml': `${openapi}x: 1\n`,
      'before:api/openapi.yaml': openapi,
      'events/orders.proto': 'syntax = "proto3";\n',
      'before:events/orders.proto': '',
      '.github/workflows/ci.yml': 'on: push\n',
      'before:.github/workflows/ci.yml': '',
    };
    const { checklist } = await checklistOfChange(files);
    assert.deepEqual(
      checklist.items
        .filter(({ id }) => !/^(?:telemetry|logging|guards)/.test(id))
        .map(({ state, required, id, title, detail }) =>
          [`${state}${required ? '!' : ''}`, id, title, detail].filter((part) => part !== '').join(' | '),
        ),
      [
        'open! | contract:api/openapi.yaml | mobile and partners can work with the changed api/openapi.yaml',
        'unknown | contract | Whoever uses the changed contracts can work with them | events/orders.proto (Protocol Buffers): nothing here says who uses it (consumers in prodaware.yaml)',
        'fail! | pipeline | The pipeline still stops what must not reach production | the policy asks for a linter (lint) before a merge, and no pipeline runs one (and 1 more)',
        'open! | approval:payments | payments approved the change of billing/** | money',
        'open | approval:production | Whoever approves the production deploy knows of this change | the pipeline asks for the approval itself, before the deploy',
        'open! | note:frozen-since-the-migration | billing/**: frozen since the migration',
        'open! | profile:load | load tested',
      ],
    );
    for (const { id, state, evidence } of checklist.items) {
      assert.ok(evidence.length > 0 || state === 'pass', `${id} has no evidence`);
      for (const { file, range, side } of evidence) {
        const text = files[side === 'before' ? `before:${file}` : file];
        assert.ok(text !== undefined && range.end <= text.length, `${id}: ${file} ${range.end}`);
      }
    }
  });

  it('are not asked for paths that it does not touch', async () => {
    const files = {
      Procfile: web,
      'app.py': app,
      'prodaware.yaml': profile,
      'docs/a.md': 'b\n',
      'before:docs/a.md': 'a\n',
    };
    assert.deepEqual(await lines(files), []);
  });
});
