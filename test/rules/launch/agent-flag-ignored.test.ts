import assert from 'node:assert/strict';
import { agentFlagIgnored } from '../../../src/rules/launch/agent-flag-ignored.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import { review, type Files } from '../../support/memoryRepository.ts';

const python: Files = {
  'README.md': '```sh\nopentelemetry-instrument python app.py\n```\n',
  'requirements.txt': 'aiohttp\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from aiohttp import web\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n',
};
const java: Files = {
  'pom.xml': '<project><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n',
  'src/main/java/shop/App.java': 'package shop;\n\nclass App {\n  public static void main(String[] a) {}\n}\n',
};
const node: Files = {
  'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0" } }\n',
  'server.js': "require('http').createServer().listen(8080);\n",
};
const unit = (command: string): string => `[Service]\nWorkingDirectory=/srv/api\nExecStart=${command}\n`;

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(agentFlagIgnored, files), []);
}

describe('agent-flag-ignored', () => {
  it('moves a wrapper behind what clears the environment', async () => {
    const files = { ...python, Procfile: 'web: opentelemetry-instrument sudo -u app python app.py\n' };
    const { findings } = await review(files, ['agent-flag-ignored']);
    const own = findings.filter(({ rule }) => /ignored|lost|not-instrumented/.test(rule));
    assert.deepEqual(
      own.map(({ message }) => message),
      [
        'web is started with telemetry that does nothing: sudo clears the environment in which opentelemetry-instrument hands itself on',
      ],
    );
    const fixed = await fixFirst(agentFlagIgnored, files);
    assert.equal(fixed['Procfile'], 'web: sudo -u app opentelemetry-instrument python app.py\n');
  });

  it('takes the flag out by which Python ignores its variables', async () => {
    const fixed = await fixFirst(agentFlagIgnored, {
      ...python,
      'deploy/production/api.service': unit('opentelemetry-instrument /usr/bin/python3 -I app.py'),
    });
    assert.match(fixed['deploy/production/api.service'] ?? '', /instrument \/usr\/bin\/python3 app\.py/);
  });

  it('says which variable java does not read', async () => {
    const dockerfile = (options: string): string =>
      `FROM eclipse-temurin:21\nCOPY target/api.jar agent/ /app/\nENV ${options}\nCMD ["java", "-jar", "/app/api.jar"]\n`;
    const options = 'JAVA_OPTS="-javaagent:/app/opentelemetry-javaagent.jar"';
    const [finding] = await checkRepository(agentFlagIgnored, { ...java, Dockerfile: dockerfile(`[|${options}|]`) });
    assert.match(finding?.message ?? '', /java does not read JAVA_OPTS/);
    const fixed = await fixFirst(agentFlagIgnored, { ...java, Dockerfile: dockerfile(options) });
    assert.match(fixed['Dockerfile'] ?? '', /\nENV JAVA_TOOL_OPTIONS="-javaagent:/);
  });

  it('moves an agent from behind the jar', async () => {
    const fixed = await fixFirst(agentFlagIgnored, {
      ...java,
      Procfile: 'web: java -Xmx1g -jar target/api-1.jar -javaagent:opentelemetry-javaagent.jar --port 80\n',
    });
    assert.equal(
      fixed['Procfile'],
      'web: java -Xmx1g -javaagent:opentelemetry-javaagent.jar -jar target/api-1.jar --port 80\n',
    );
  });

  it('puts options of Node where PM2 hands them on, in JSON and in YAML', async () => {
    const json = await fixFirst(agentFlagIgnored, {
      ...node,
      'ecosystem.json':
        '{ "apps": [{ "script": "server.js", "exec_mode": "cluster", "env": { "NODE_ENV": "production", "NODE_OPTIONS": "-r dd-trace/init" } }] }\n',
    });
    assert.match(json['ecosystem.json'] ?? '', /\{ "node_args": "-r dd-trace\/init", "script": "server\.js"/);
  });

  describe('is silent', () => {
    it('where the wrapper is behind what clears the environment', () =>
      silent({ ...python, Procfile: 'web: sudo -u app opentelemetry-instrument python app.py\n' }));
    it('where sudo keeps the environment', () =>
      silent({ ...python, Procfile: 'web: opentelemetry-instrument sudo -E python app.py\n' }));
    it('where a script puts JAVA_OPTS into the command', () =>
      silent({
        ...java,
        'run.sh': '#!/bin/sh\nexec java $JAVA_OPTS -jar /app/api.jar\n',
        Dockerfile:
          'FROM eclipse-temurin:21\nWORKDIR /app\nCOPY target/api.jar run.sh ./\n' +
          'ENV JAVA_OPTS="-javaagent:/app/opentelemetry-javaagent.jar"\nCMD ["./run.sh"]\n',
      }));
    it('where PM2 forks', () =>
      silent({
        ...node,
        'ecosystem.config.js':
          "module.exports = { apps: [{ script: 'server.js', env_production: { NODE_OPTIONS: '-r dd-trace/init' } }] };\n",
      }));
    it('where other telemetry is started', () =>
      silent({
        ...node,
        'server.js': "require('dd-trace').init();\nrequire('http').createServer().listen(8080);\n",
        'ecosystem.config.js':
          "module.exports = { apps: [{ script: 'server.js', instances: 2, env_production: { NODE_OPTIONS: '-r dd-trace/init' } }] };\n",
      }));
  });
});
