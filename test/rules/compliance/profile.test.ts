/** Rules that the compliance part of the profile turns on: audit, regions, authorisation. */
import assert from 'node:assert/strict';
import { dataOutsideRegion } from '../../../src/rules/compliance/data-outside-region.ts';
import { missingAudit } from '../../../src/rules/compliance/missing-audit.ts';
import { missingAuthorization } from '../../../src/rules/compliance/missing-authorization.ts';
import { checkRepository } from '../../support/check.ts';

const profile = (rules: string): string => `version: 1\ncompliance:\n  ${rules}\n`;
const web = { Procfile: 'web: python app.py\n' };

describe('data-outside-region', () => {
  it('reads manifests and code, and takes patterns of regions', async () => {
    const manifest = (region: string): string =>
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  template:\n    spec:\n      containers:\n' +
      `        - name: shop\n          image: shop:1\n          command: [python, app.py]\n          env:\n            - { name: AWS_REGION, value: ${region} }\n`;
    await checkRepository(dataOutsideRegion, {
      ...web,
      'prodaware.yaml': profile('regions: ["eu-*", "europe-*"]'),
      'k8s/shop.yaml': manifest('[|us-west-2|]'),
      'app.py': 'BUCKET = "https://shop.s3.eu-central-1.amazonaws.com"\nLOCATION = "europe-west3"\n',
    });
  });

  it('leaves lists of regions, global services, comments and documents alone', async () => {
    await checkRepository(dataOutsideRegion, {
      ...web,
      'prodaware.yaml': profile('regions: [eu-central-1]'),
      'app.py': 'import regions\n\n# region: us-east-1\ncertificate = acm.client(region="us-east-1")\n',
      'regions.py': 'regions = ["us-east-1", "us-east-2", "eu-central-1"]\n',
      'README.md': 'region: us-east-1\n',
    });
  });
});

describe('missing-audit', () => {
  it('takes helpers by the end of their name, and decorators', async () => {
    await checkRepository(missingAudit, {
      ...web,
      'prodaware.yaml': profile('audit: ["delete_*"]\n  auditHelpers: [audit.record, audited]'),
      'app.py':
        'def [|delete_a|](store):\n    store.remove(1)\n\n\ndef delete_b(self, store):\n    store.remove(1)\n    self.audit.record("b")\n\n\n' +
        '@audited("c")\ndef delete_c(store):\n    store.remove(1)\n\n\ndef keep(store):\n    store.keep(1)\n',
    });
  });

  it('believes a record that is written a call away, and names an operation where it comes in', async () => {
    await checkRepository(missingAudit, {
      ...web,
      'prodaware.yaml': profile('audit: ["delete_*"]\n  auditHelpers: [audit.record]'),
      'app.py':
        'import views\n\n\ndef delete_a(store):\n    save(store)\n\n\ndef save(store):\n    store.keep(1)\n    audit.record("a")\n\n\nviews.run()\n',
      'views.py':
        'import data\n\n\ndef [|delete_b|](store):\n    data.delete_b(store)\n\n\ndef run():\n    delete_b(1)\n',
      'data.py': 'def delete_b(store):\n    store.remove(1)\n',
    });
  });

  it('says nothing where the profile asks for nothing', async () => {
    await checkRepository(missingAudit, { ...web, 'app.py': 'def delete_a(store):\n    store.remove(1)\n' });
  });
});

const flask = (routes: string): string =>
  `from flask import Flask\nfrom flask_login import login_required\n\napp = Flask(__name__)\n${routes}`;
const route = (
  method: string,
  path: string,
  name: string,
  guard = '@login_required\n',
  work = 'return save()',
): string => `\n\n@app.${method}("${path}")\n${guard}def ${name}():\n    ${work}\n`;
const guarded = ['a', 'b', 'c', 'd', 'e'].map((name) => route('post', `/${name}`, `save_${name}`)).join('');

describe('missing-authorization', () => {
  it('finds the one route that writes and does not ask, as all others of its file do', async () => {
    const [finding] = await checkRepository(missingAuthorization, {
      ...web,
      'app.py': flask(guarded + route('post', '/f', '[|save_f|]', '')),
    });
    assert.equal(finding?.message, 'POST /f answers whoever calls: 5 other routes of this file ask first');
  });

  it('leaves what reads, what everybody may, and what asks in its own way alone', async () => {
    for (const odd of [
      route('get', '/f', 'list_f', ''),
      route('post', '/login', 'enter', ''),
      route('post', '/stripe/webhook', 'paid', ''),
      route('post', '/f', 'save_f', '', 'return save(current_user.id)'),
      route('post', '/f', 'save_f', '', '') + '    check_permission("f")\n',
    ]) {
      await checkRepository(missingAuthorization, { ...web, 'app.py': flask(guarded + odd) });
    }
  });

  it('takes what asks, and what is public, from the profile', async () => {
    const rules = 'authorization: { decorators: [signed_in], public: [/health, "/open/**"] }';
    await checkRepository(missingAuthorization, {
      ...web,
      'prodaware.yaml': profile(rules),
      'app.py': flask(
        route('get', '/a', 'a', '@signed_in\n') +
          route('get', '/b', '[|b|]', '') +
          route('get', '/health', 'health', '') +
          route('get', '/open/c/d', 'd', '') +
          route('get', '/e', 'e', '', 'return signed_in(request)'),
      ),
    });
    await checkRepository(missingAuthorization, {
      ...web,
      'prodaware.yaml': profile(rules),
      'app.py': flask(`app.before_request(signed_in)\n${route('get', '/b', 'b', '')}`),
    });
  });
});
