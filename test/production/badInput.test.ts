/** Artifacts as nobody should write them: each costs itself, and the rest of the map stands. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { productionOf } from './repository.ts';
import type { Files } from './repository.ts';

const good: Files = { 'shop/app.py': '', 'shop/Procfile': 'web: python app.py\n' };

/** The launches of the good service, and faults that are a reader's own. */
async function standing(
  files: Files,
): Promise<{ readonly launches: readonly string[]; readonly broken: readonly string[] }> {
  const { services, faults } = await productionOf({ ...good, ...files });
  return {
    launches: services.flatMap((service) =>
      service.launches.flatMap(({ launcher, entryPoint }) =>
        entryPoint?.file === 'shop/app.py' && launcher === 'procfile' ? [`${service.name} ${launcher}`] : [],
      ),
    ),
    broken: faults.filter(({ kind }) => kind === 'reader').map(({ message }) => message),
  };
}

async function stands(files: Files): Promise<void> {
  const { launches, broken } = await standing(files);
  assert.equal(launches.length, 1, JSON.stringify(files).slice(0, 500));
  assert.deepEqual(broken, [], JSON.stringify(files).slice(0, 500));
}

/** Files with the words that make a reader look at them, and the keys that it asks for. */
const shapes: Readonly<Record<string, { readonly path: string; readonly keys: string; readonly start?: object }>> = {
  compose: {
    path: 'compose.yaml',
    keys: 'services web image build command entrypoint environment env_file extends profiles deploy volumes healthcheck test depends_on context args',
  },
  kubernetes: {
    path: 'a.yaml',
    keys: 'metadata name namespace labels annotations spec template jobTemplate containers initContainers command args env envFrom configMapRef valueFrom lifecycle preStop livenessProbe httpGet path items data',
    start: { apiVersion: 'apps/v1', kind: 'Deployment' },
  },
  kustomize: {
    path: 'kustomization.yaml',
    keys: 'resources bases components patches patch path target kind name labelSelector patchesStrategicMerge patchesJson6902 configMapGenerator literals envs behavior images newName newTag namespace commonAnnotations',
  },
  helm: { path: 'chart/values.yaml', keys: 'image repository tag env command args extraEnv' },
  serverless: {
    path: 'serverless.yml',
    keys: 'provider runtime environment functions handler image layers events service',
    start: { service: 'a' },
  },
  sam: {
    path: 'template.yaml',
    keys: 'Globals Function Properties Handler Runtime Environment Variables CodeUri ImageConfig Command Metadata',
    start: { Resources: { A: { Type: 'AWS::Serverless::Function' } } },
  },
  ecs: {
    path: 'task-definition.json',
    keys: 'containerDefinitions name image command entryPoint environment secrets value dependsOn condition containerName stopTimeout healthCheck family',
  },
  dockerrun: {
    path: 'Dockerrun.aws.json',
    keys: 'AWSEBDockerrunVersion containerDefinitions name image command Image Name Entrypoint Command',
  },
  beanstalk: {
    path: '.ebextensions/a.config',
    keys: 'option_settings aws:elasticbeanstalk:application:environment aws:elasticbeanstalk:container:python WSGIPath namespace option_name value',
  },
  nomad: {
    path: 'a.nomad.json',
    keys: 'Job TaskGroups Tasks Name Driver Config image command args Env Templates Lifecycle KillTimeout',
  },
  pm2: {
    path: 'ecosystem.config.json',
    keys: 'apps name script args interpreter node_args env env_production instances exec_mode cwd',
  },
  render: {
    path: 'render.yaml',
    keys: 'services name type startCommand dockerCommand dockerfilePath envVars key value rootDir healthCheckPath preDeployCommand',
  },
  railway: { path: 'railway.json', keys: 'deploy startCommand build builder dockerfilePath healthcheckPath' },
  heroku: { path: 'heroku.yml', keys: 'build docker web run command image release setup config' },
  kamal: {
    path: 'config/deploy.yml',
    keys: 'service image servers web hosts cmd env clear secret proxy healthcheck path builder',
  },
  cloudFoundry: {
    path: 'manifest.yml',
    keys: 'applications name command processes type env path health-check-http-endpoint',
  },
  appEngine: {
    path: 'app.yaml',
    keys: 'runtime entrypoint env_variables service handlers',
    start: { runtime: 'python312' },
  },
  deploys: {
    path: '.github/workflows/ci.yml',
    keys: 'jobs steps run uses with script environment env name image service',
    start: { x: 'gcloud run deploy a --image b ssh h' },
  },
};

const leaf = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1.5,
      '',
      '${X}',
      '{{ a }}',
      '*',
      'a\nb',
      '../..',
      'gcloud run deploy x --args',
      'python app.py',
      [],
      {},
    ),
    fc.constantFrom(...keys),
  );

const tree = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 6 },
      leaf(keys),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 5 }),
    ),
  })).node;

describe('bad input', () => {
  for (const [name, { path, keys, start = {} }] of Object.entries(shapes)) {
    it(`of wrong types in ${name} costs itself`, async function () {
      this.timeout(60_000);
      const names = keys.split(' ');
      const top = fc.dictionary(fc.constantFrom(...names), tree(names), { minKeys: 1, maxKeys: 6 });
      await fc.assert(
        fc.asyncProperty(top, async (data) => stands({ [path]: JSON.stringify({ ...start, ...data }) })),
        { numRuns: 60 },
      );
    });
  }

  it('that does not parse is a fault at its place', async () => {
    const files: Files = {
      'compose.yaml': 'services:\n  web: [\n',
      'k8s/a.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers: &a\n    - <<: *b\n      name: x\n  x: *a\n',
      'infra/main.tf': 'resource "aws_ecs_task_definition" "t" {\n  container_definitions = jsonencode([{ name = \n',
      'job.nomad': 'job "a" {\n  group "b" {\n    task "c" {\n      driver = "docker"\n      config { image = \n',
      'ecosystem.config.js': 'module.exports = { apps: [{ name: "a", script: }\n',
      'task-definition.json': '{ // so far\n "containerDefinitions": [ { "name": "a", ] }',
      'deploy/app.service': '[Service\nExecStart="unclosed\n',
      'uwsgi.ini': '[uwsgi]\nmodule\n=\nenv =\n',
      'supervisord.conf': '[program:a\ncommand=%(\n[include]\nfiles = %(here)s/*.conf supervisord.conf\n',
      Dockerfile: 'FROM\nCMD [\nHEALTHCHECK\nSHELL []\nCMD x\n',
      'lib/stack.ts': "import 'aws-cdk-lib';\ntask.addContainer('a', { image: , command: [\n",
      'values.yaml': 'a: {{ .Values }}\n',
      'chart/templates/a.yaml':
        'apiVersion: v1\nkind: Pod\n{{ if }}\n{{ end }}{{ end }}\nspec: { containers: [{{ x ]\n',
    };
    await stands(files);
    const { faults } = await productionOf({ ...good, ...files });
    const at = new Set(faults.map(({ file }) => file));
    for (const path of ['compose.yaml', 'k8s/a.yaml', 'infra/main.tf', 'deploy/app.service', 'task-definition.json']) {
      assert.ok(at.has(path), path);
    }
  });

  it('that includes itself ends', async () => {
    await stands({
      'compose.yaml': 'services:\n  a: { extends: { service: b } }\n  b: { extends: { service: a }, image: x }\n',
      'a/kustomization.yaml': 'resources: [../b]\ncomponents: [../a]\n',
      'b/kustomization.yaml': 'resources: [../a, .]\n',
      'supervisord.conf': '[supervisord]\n[include]\nfiles = supervisord.conf other.conf\n',
      'other.conf': '[include]\nfiles = supervisord.conf\n[program:x]\ncommand=true\n',
      'queue@.service': '[Unit]\nWants=queue@a.service queue@b.service\n[Service]\nExecStart=/bin/x %i\n',
      'charts/a/Chart.yaml': 'name: a\nversion: 1\ndependencies: [{ name: a, repository: "file://." }]\n',
    });
  });

  it('of great length is read or refused, and the rest stands', async function () {
    this.timeout(60_000);
    const container = (index: number): string =>
      `        - name: c${index}\n          image: example/c${index}\n          command: [python, app.py]\n          env: [{ name: A, value: "${index}" }]\n`;
    const long = Array.from({ length: 1250 }, (_, index) => container(index)).join('');
    await stands({
      'k8s/long.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: long }\nspec:\n  template:\n    spec:\n      containers:\n${long}`,
    });
  });

  it('of several services of one name keeps them all', async () => {
    const unit = '[Service]\nWorkingDirectory=/srv/NAME\nExecStart=/usr/bin/python3 app.py\n';
    const { services } = await productionOf({
      'one/app.py': '',
      'two/app.py': '',
      'one/requirements.txt': '',
      'two/requirements.txt': '',
      'one/deploy/web.service': unit.replace('NAME', 'one'),
      'two/deploy/web.service': unit.replace('NAME', 'two'),
    });
    assert.deepEqual(services.map(({ root, launches }) => `${root} ${launches.length}`).sort(), ['one 1', 'two 1']);
    assert.equal(new Set(services.map(({ name }) => name)).size, 2);
  });

  it('is no matter of how many services there are', async function () {
    this.timeout(60_000);
    const files: Record<string, string> = {};
    for (let index = 0; index < 300; index++) {
      files[`services/s${index}/app.py`] = '';
      files[`services/s${index}/requirements.txt`] = '';
      files[`services/s${index}/Procfile`] = 'web: python app.py\n';
    }
    const { services, faults } = await productionOf(files);
    assert.equal(services.length, 300);
    assert.deepEqual(faults, []);
    assert.ok(services.every(({ launches }) => launches[0]?.entryPoint !== null));
  });
});
