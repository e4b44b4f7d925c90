import assert from 'node:assert/strict';
import { naisReader } from '../../../src/production/launchers/nais.ts';
import { verdictOf, jvm } from '../telemetry/repositories.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(naisReader, files), expected.trim());

const application = (more: string): string => `apiVersion: nais.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  image: {{ image }}
${more}`;

describe('nais', () => {
  it('declares the application with its variables, probes and what the platform is asked for', () =>
    shows(
      {
        'nais/prod.yaml': application(`  liveness:
    path: /alive
  env:
    - name: A
      value: b
  {{#each ingresses as |ingress|}}
    - name: KEY
      value: {{ key }}
  {{/each}}
  envFrom:
    - secret: shop-keys
  observability:
    autoInstrumentation:
      enabled: true
      runtime: nodejs
`),
      },
      `
process shop at «{{ image }}»
  image \${_image__}«{{ image }}»
  A=b from nais at «name: A⏎      value: b»
  KEY=(unknown) from nais at «name: KEY⏎      value: {{ key }}»
  variables of secret shop-keys
  annotation nais.io/auto-instrumentation-nodejs=true from nais at «true»
  stop SIGTERM 30000 ms
  liveness probe /alive at «/alive»`,
    ));

  it('goes on where values are of the wrong type', () =>
    shows({ 'nais.yaml': 'apiVersion: nais.io/v1\nkind: Application\nspec: 5\n' }, ''));

  it('starts the image of the repository, with the agent that the platform brings', async () => {
    const files = {
      ...jvm([]),
      'nais.yaml': application('  observability:\n    autoInstrumentation:\n      enabled: true\n'),
    };
    assert.equal(await verdictOf(files), 'active traces,metrics,logs opentelemetry operator | inactive');
    assert.equal(await verdictOf({ ...jvm([]), 'nais.yaml': application('') }), 'inactive');
  });

  it('is injected by the operator where the repository says with what', async () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    metadata:\n      annotations:\n        instrumentation.opentelemetry.io/inject-java: "true"\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop\n';
    const files = {
      ...jvm([]),
      'k8s/shop.yaml': deployment,
      'compose.yaml': 'services:\n  shop:\n    build: .\n    image: acme/shop\n',
    };
    const instrumentation = 'apiVersion: opentelemetry.io/v1alpha1\nkind: Instrumentation\nmetadata:\n  name: all\n';
    assert.match(await verdictOf(files), /unknown opentelemetry operator/);
    assert.match(
      await verdictOf({ ...files, 'k8s/otel.yaml': instrumentation }),
      /active traces,metrics,logs opentelemetry operator/,
    );
  });
});
