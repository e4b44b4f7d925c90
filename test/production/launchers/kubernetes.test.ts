import assert from 'node:assert/strict';
import { kubernetesReader } from '../../../src/production/launchers/kubernetes.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: string | Files, expected: string) =>
  assert.equal(
    rendered(kubernetesReader, typeof files === 'string' ? { 'deploy/app.yaml': files } : files),
    expected.trim(),
  );

const deployment = (container: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  template:
    spec:
      containers:
        - ${container.trim().replaceAll('\n', '\n          ')}
`;

describe('kubernetes', () => {
  it('declares a process per container, with what the pod says of it', () =>
    shows(
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: shop-prod
  annotations: { instrumentation.opentelemetry.io/inject-nodejs: "false" }
spec:
  template:
    metadata:
      annotations:
        instrumentation.opentelemetry.io/inject-nodejs: "true"
      labels: { app: checkout }
    spec:
      terminationGracePeriodSeconds: 45
      initContainers:
        - name: migrate
          image: checkout:1
          args: ["migrate"]
        - { name: proxy, image: proxy:2, restartPolicy: Always }
      containers:
        - name: checkout
          image: registry.example.org/checkout:1.2
          command: ["node", "--port=$(PORT)", "$$(PORT)"]
          args:
            - dist/server.js
            - $(MISSING)
          workingDir: /app
          env:
            - name: PORT
              value: "8080"
            - { name: URL, value: "http://localhost:$(PORT)" }
            - name: TOKEN
              valueFrom: { secretKeyRef: { name: checkout, key: token } }
          envFrom:
            - secretRef: { name: checkout-secrets }
          livenessProbe: { httpGet: { path: /live, port: 8080 } }
          readinessProbe: { exec: { command: [ready] } }
`,
      `
process migrate for production once at «migrate»
  image checkout:1
  arguments exec: migrate«"migrate"»
  annotation instrumentation.opentelemetry.io/inject-nodejs=true from kubernetes at «"true"»
  annotation app=checkout from kubernetes at «checkout»
  stop SIGTERM 45000 ms
process proxy for production at «proxy»
  image proxy:2
  annotation instrumentation.opentelemetry.io/inject-nodejs=true from kubernetes at «"true"»
  annotation app=checkout from kubernetes at «checkout»
  stop SIGTERM 45000 ms
process checkout for production at «checkout»
  image registry.example.org/checkout:1.2
  entrypoint exec: node«"node"» | --port=8080«"--port=$(PORT)"» | $(PORT)«"$$(PORT)"»
  arguments exec: dist/server.js | ?$(MISSING)
  directory /app
  PORT=8080 from kubernetes at «"8080"»
  URL=http://localhost:8080 from kubernetes at «"http://localhost:$(PORT)"»
  TOKEN=(unknown) from kubernetes at «TOKEN»
  variables of secret checkout-secrets
  annotation instrumentation.opentelemetry.io/inject-nodejs=true from kubernetes at «"true"»
  annotation app=checkout from kubernetes at «checkout»
  stop SIGTERM 45000 ms
  liveness probe /live at «/live»
  readiness probe - at «readinessProbe»`,
    ));

  it('knows the kinds that hold pods, in several documents and in lists', () =>
    shows(
      `apiVersion: v1
kind: Pod
metadata: { name: one }
spec: { containers: [{ name: a, image: i }] }
---
# nothing
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: b, image: i }] } } } } }
---
apiVersion: serving.knative.dev/v1
kind: Service
spec: { template: { spec: { containers: [{ image: i }] } } }
---
apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: StatefulSet
    spec: { template: { spec: { containers: [{ name: d, image: i }] } } }
  - apiVersion: example.org/v1
    kind: Other
    spec: { template: { spec: { containers: [{ name: e, image: i }] } } }
`,
      `
process one at «a»
  image i
process nightly once at «b»
  image i
process service at «{»
  image i
process d at «d»
  image i`,
    ));

  it('takes variables of a config map from the set of files, and names the ones it does not find', () =>
    shows(
      {
        'deploy/prod/app.yaml': deployment(`
name: api
image: api
env:
  - { name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level } } }
  - { name: NODE_OPTIONS, value: "" }
envFrom:
  - configMapRef: { name: settings }
    prefix: APP_
  - configMapRef: { name: elsewhere }`),
        'deploy/prod/settings.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  level: info\n`,
        'deploy/dev/settings.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  level: debug\n`,
      },
      `
process api in deploy/prod/app.yaml at «api»
  image api
  APP_level=info from kubernetes at «info»
  LEVEL=info from kubernetes at «LEVEL»
  NODE_OPTIONS= from kubernetes at «""»
  variables of config-map elsewhere`,
    ));

  it('passes the annotations of a namespace to its pods', () =>
    shows(
      {
        'ns.yaml': `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  annotations: { instrumentation.opentelemetry.io/inject-python: "true" }\n`,
        'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: one, namespace: shop }\nspec: { containers: [{ name: a, image: i }] }\n`,
      },
      `
process one in pod.yaml at «a»
  image i
  annotation instrumentation.opentelemetry.io/inject-python=true from kubernetes at «"true"»`,
    ));

  it('puts the patches of an overlay over the container they name', () =>
    shows(
      {
        'base/api.yaml': deployment('name: api\nimage: api\nargs: [serve]\nenv: [{ name: A, value: base }]'),
        'overlays/production/api.yaml': deployment(
          'name: api\ncommand: [python, app.py]\nenv: [{ name: A, value: production }]',
        ),
        'overlays/production/other.yaml': deployment('name: other\nenv: []'),
      },
      `
process api in overlays/production/api.yaml at «api»
  image api
  entrypoint exec: python | app.py
  arguments exec: serve
  A=base from kubernetes at «base»
  A=production from kubernetes at «production»`,
    ));

  it('says what is wrong where it stands, and reads the other documents', () =>
    shows(
      `${deployment('name: api\nimage: api\ncommand: python app.py')}---\napiVersion: v1\nkind: Pod\nspec: { containers: [{ name: x, image: i }\n`,
      `
process api at «api»
  image api
process x at «x»
  image i
warning: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at «⏎»
warning: kubernetes refuses this: a command is a list of words at «python app.py»`,
    ));

  it('leaves charts to helm, and says once that another template is not known', () => {
    const templated = deployment(
      'name: {{ .Chart.Name }}\nimage: "{{ .Values.image }}:{{ .Values.tag }}"\n{{- if .Values.command }}\ncommand: x\n{{- end }}',
    );
    assert.equal(kubernetesReader.claims({ path: 'chart/templates/app.yaml', text: templated }), false);
    shows(
      templated,
      'information: written for a template engine: what production gets from it is not known here at «{{»',
    );
  });

  it('does not look into files that are no manifests', () => {
    assert.equal(kubernetesReader.claims({ path: 'a.yaml', text: 'apiVersion: v1\nkind: Service\n' }), false);
    assert.equal(kubernetesReader.claims({ path: 'a.yaml', text: 'containers: []\n' }), false);
  });
});

describe('kubectl set env in a pipeline', () => {
  const files = (...commands: readonly string[]): Files => ({
    'k8s/production/api.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: api\n          env:\n            - { name: LEVEL, value: debug }\n            - { name: OLD, value: a }\n',
    '.github/workflows/deploy.yml': `jobs:\n  deploy:\n    steps:\n      - run: |\n${commands.map((one) => `          ${one}\n`).join('')}`,
  });
  const variables = (...commands: readonly string[]): readonly string[] =>
    [...rendered(kubernetesReader, files(...commands)).matchAll(/^ {2}(\w+=\S*)/gm)].map(([, one = '']) => one);

  it('stands over the manifest, and takes away', () =>
    assert.deepEqual(variables('kubectl -n shop set env deployment/api LEVEL=info OLD-'), ['LEVEL=info']));
  it('is of the environment that it names', () =>
    assert.deepEqual(variables('kubectl set env deploy api LEVEL=info --namespace staging'), ['LEVEL=debug', 'OLD=a']));
  it('is of the container that it names, and of no other workload', () =>
    assert.deepEqual(variables('kubectl set env deploy/api -c proxy LEVEL=x', 'kubectl set env deploy/jobs LEVEL=y'), [
      'LEVEL=debug',
      'OLD=a',
    ]));
  it('leaves open what whoever runs it says', () =>
    assert.match(
      rendered(kubernetesReader, files('kubectl set env deployment/api LEVEL=$LEVEL')),
      /LEVEL=\(unknown\) from deploy/,
    ));
});
