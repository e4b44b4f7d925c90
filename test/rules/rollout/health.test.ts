/** Paths by which somebody asks how a service is, against the routes that its code has. */
import assert from 'node:assert/strict';
import { missingHealthEndpoint } from '../../../src/rules/rollout/missing-health-endpoint.ts';
import { probeMismatch } from '../../../src/rules/rollout/probe-mismatch.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';

function deployed(code: string, probe: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'package.json': '{ "name": "api", "dependencies": { "express": "^5.0.0" } }\n',
    'server.js': `const express = require('express');\nconst app = express();\n${code}\napp.listen(8080);\n`,
    'deploy/production/api.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
      '        - name: api\n          image: registry.example.com/api:1.4.2\n          command: [node, server.js]\n' +
      `          readinessProbe:\n            httpGet:\n              path: ${probe}\n              port: 8080\n`,
    ...more,
  };
}

const orders = "app.get('/orders', list);\n";
const health = "app.get('/health', (request, response) => response.send('ok'));\n";

describe('probe-mismatch', () => {
  it('asks for the route that the code has', async () => {
    const files = deployed(orders + health, '/healthz # asked by the cluster');
    const fixed = await fixFirst(probeMismatch, files);
    assert.match(fixed['deploy/production/api.yaml'] ?? '', /path: \/health # asked by the cluster/);
  });

  it('is silent where something may answer', async () => {
    const silent: readonly (readonly [why: string, files: Record<string, string>])[] = [
      ['it is the route', deployed(health, '/health')],
      ['it may be mounted there', deployed(health, '/api/health')],
      ['middleware speaks of it', deployed(`${health}app.use(probe('/healthz'));\n`, '/healthz')],
      ['two routes of this kind', deployed(`${health}app.get('/ping', pong);\n`, '/healthz')],
      ['a route for everything', deployed(`${health}app.get('/*path', page);\n`, '/healthz')],
      ['no route is known', deployed('serve(app);\n', '/healthz')],
      ['it is no path of this kind', deployed(health, '/index.html')],
    ];
    for (const [why, files] of silent) assert.deepEqual(await checkRepository(probeMismatch, files), [], why);
  });
});

describe('missing-health-endpoint', () => {
  it('shows which routes there are', async () => {
    const [finding] = await checkRepository(missingHealthEndpoint, deployed(orders, '[|/healthz|]'));
    assert.match(finding?.message ?? '', /readiness probe asks api for \/healthz/);
    assert.equal(finding?.evidence[0]?.label, 'answers /orders');
  });

  it('leaves a route that answers elsewhere to the rule about probes', async () => {
    await checkRepository(missingHealthEndpoint, deployed(orders + health, '/healthz'));
  });

  it('is silent where a package answers', async () => {
    const files = {
      'pom.xml':
        '<project><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies></project>\n',
      'src/main/java/shop/App.java':
        'package shop;\n\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\npublic class App {\n  @GetMapping("/orders")\n  public String orders() { return ""; }\n\n  public static void main(String[] arguments) {}\n}\n',
      Procfile: 'web: java -jar target/app.jar\n',
      'prodaware.yaml': 'version: 1\nservices:\n  - { name: web, root: ., health: { liveness: /actuator/health } }\n',
    };
    assert.deepEqual(await checkRepository(missingHealthEndpoint, files), []);
  });
});
