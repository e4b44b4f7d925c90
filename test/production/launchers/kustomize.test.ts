/** Kustomizations: what overlays make of their bases, as the declarations and launches that come of it. */
import assert from 'node:assert/strict';
import { kubernetesReader } from '../../../src/production/launchers/kubernetes.ts';
import { launchesOfFiles, renderCommand } from '../repository.ts';
import { rendered, type Files } from './render.ts';

const deployment = (name: string, more = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, labels: { app: ${name} } }\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          image: ${name}\n${more}`;

function shows(files: Files, expected: string): void {
  assert.equal(rendered(kubernetesReader, files), expected.trim());
}

describe('kustomizations', () => {
  it('merge patches into what they are of, and the base does not stand beside what is deployed', () =>
    shows(
      {
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': deployment(
          'api',
          '          command: [python, app.py]\n          env:\n            - { name: A, value: base }\n            - { name: B, value: base }\n',
        ),
        'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
        'prod/patch.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          command: [traced, python, app.py]\n          env:\n            - { name: B, value: prod }\n            - { name: A, $patch: delete }\n',
      },
      `
process api in base/api.yaml at «main»
  image api
  entrypoint exec: traced | python | app.py
  B=prod from kubernetes at «prod»`,
    ));

  it('apply JSON patches, in files and in place, to what their target names', () =>
    shows(
      {
        'base/kustomization.yml': 'resources:\n  - all.yaml\n',
        'base/all.yaml': `${deployment('api', '          args: [a, b]\n')}---\n${deployment('jobs')}`,
        'live/Kustomization':
          'bases: [../base]\npatchesJson6902:\n  - target: { kind: Deployment, name: api }\n    path: ops.json\npatches:\n  - target: { kind: Deployment, name: "jo.*", labelSelector: app=jobs }\n    patch: |-\n      - op: add\n        path: /spec/template/spec/containers/0/command\n        value: [work]\n',
        'live/ops.json': '[{ "op": "replace", "path": "/spec/template/spec/containers/0/args/1", "value": "c" }]',
      },
      `
process api in base/all.yaml at «main»
  image api
  arguments exec: a | ~"c"«c»
process jobs in base/all.yaml at «main»
  image jobs
  entrypoint exec: ~work`.replace('~"c"«c»', 'c«"c"»'),
    ));

  it('generate config maps, with what overlays and files of variables add', () =>
    shows(
      {
        'base/kustomization.yaml':
          'resources: [api.yaml]\nconfigMapGenerator:\n  - name: env\n    literals: [A=1, B=1]\n',
        'base/api.yaml': deployment('api', '          envFrom: [{ configMapRef: { name: env } }]\n'),
        'overlays/eu/kustomization.yaml':
          'resources: [../../base]\nconfigMapGenerator:\n  - name: env\n    behavior: merge\n    envs: [eu.env]\n    literals: [C=3]\n',
        'overlays/eu/eu.env': '# of Europe\nB=2\n',
      },
      `
process api in base/api.yaml at «main»
  image api
  A=1 from kubernetes at «A=1»
  B=2 from kubernetes at «B=2»
  C=3 from kubernetes at «C=3»`,
    ));

  it('apply components, images and namespaces', () =>
    shows(
      {
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': deployment('api'),
        'components/trace/kustomization.yaml':
          'kind: Component\npatches:\n  - target: { kind: Deployment }\n    patch: "[{ op: add, path: /spec/template/spec/containers/0/env, value: [{ name: TRACE, value: on }] }]"\n',
        'overlays/a/kustomization.yaml':
          'namespace: shop-staging\nresources: [../../base]\ncomponents: [../../components/trace]\nimages:\n  - { name: api, newName: registry.example.com/shop/api, newTag: v2 }\n',
      },
      `
process api for staging in base/api.yaml at «main»
  image registry.example.com/shop/api:v2«api»
  TRACE=on from kubernetes at «on»`,
    ));

  it('leave a base to itself where only overlays for less than production have it', async () => {
    const files = {
      'app.py': '',
      'k8s/base/kustomization.yaml': 'resources: [api.yaml]\n',
      'k8s/base/api.yaml': deployment('api', '          command: [python, app.py]\n'),
      'k8s/dev/kustomization.yaml': 'namePrefix: dev-\nresources: [../base]\n',
    };
    assert.deepEqual((await launchesOfFiles(files)).map(renderCommand).sort(), [
      'development kubernetes api: python app.py → app.py',
      'production kubernetes api: python app.py → app.py',
    ]);
    const production = { ...files, 'k8s/prod/kustomization.yaml': 'resources: [../base]\n' };
    assert.deepEqual(
      (await launchesOfFiles(production))
        .map(({ environment, evidence }) => `${environment} ${evidence.at(-1)?.file}`)
        .sort(),
      ['development k8s/dev/kustomization.yaml', 'production k8s/prod/kustomization.yaml'],
    );
  });

  it('say what they know of what stands in another repository', () =>
    shows(
      {
        'kustomization.yaml':
          'resources:\n  - https://github.com/example/shop//deploy?ref=v1\npatches:\n  - path: command.yaml\n',
        'command.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: shop, command: [python, x.py] }] } } }\n',
      },
      `
process shop in command.yaml at «shop»
  entrypoint exec: python | x.py`,
    ));

  it('put values of one object into others, and into a part of a text', () =>
    shows(
      {
        'prod/kustomization.yaml':
          'resources: [api.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [LEVEL=warn, TAG=v2]\n' +
          'replacements:\n  - source: { kind: ConfigMap, name: settings, fieldPath: data.LEVEL }\n    targets:\n' +
          '      - select: { kind: Deployment, name: api }\n        fieldPaths: ["spec.template.spec.containers.[name=main].env.[name=LEVEL].value"]\n' +
          '  - path: tag.yaml\n',
        'prod/tag.yaml':
          'source: { kind: ConfigMap, name: settings, fieldPath: data.TAG }\ntargets:\n  - select: { kind: Deployment }\n' +
          '    fieldPaths: [spec.template.spec.containers.*.image]\n    options: { delimiter: ":", index: 1 }\n',
        'prod/api.yaml': deployment('api:v1', '          env:\n            - { name: LEVEL, value: debug }\n').replace(
          'name: api:v1, labels: { app: api:v1 }',
          'name: api',
        ),
      },
      `
process api in prod/api.yaml at «main»
  image api:v2«api:v1»
  LEVEL=warn from kubernetes at «debug»`,
    ));

  it('put variables of their own into commands, and leave those of the container', () =>
    shows(
      {
        'prod/kustomization.yaml':
          'resources: [api.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [PROGRAM=app.py]\n' +
          'vars:\n  - name: PROGRAM\n    objref: { kind: ConfigMap, name: settings, apiVersion: v1 }\n    fieldref: { fieldpath: data.PROGRAM }\n',
        'prod/api.yaml': deployment('api', '          command: [python, $(PROGRAM), $(PORT)]\n'),
      },
      `
process api in prod/api.yaml at «main»
  image api
  entrypoint exec: python | ~app.py«$(PROGRAM)» | ?$(PORT)`,
    ));

  it('that include each other are a fault where they do, and the rest stands', () =>
    shows(
      {
        'a/kustomization.yaml': 'resources: [../b, api.yaml]\n',
        'a/api.yaml': deployment('api'),
        'b/kustomization.yaml': 'resources: [../a]\n',
        'c/kustomization.yaml': 'resources: [jobs.yaml, gone.yaml, ../gone]\n',
        'c/jobs.yaml': deployment('jobs'),
      },
      `
process jobs in c/jobs.yaml at «main»
  image jobs
error: kustomize refuses this: it includes itself by way of what it includes at «../a»`,
    ));

  it('take no longer for doubling than for a row', () => {
    const files: Record<string, string> = {
      'k0/kustomization.yaml': 'resources: [api.yaml]\n',
      'k0/api.yaml': deployment('api'),
    };
    for (let index = 1; index < 40; index++) {
      files[`k${index}/kustomization.yaml`] = `components: [../k${index - 1}, ../k${index - 1}]\n`;
    }
    assert.ok(rendered(kubernetesReader, files).length < 100_000);
  });
});
