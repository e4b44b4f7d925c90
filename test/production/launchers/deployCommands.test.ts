/** Deploys of pipelines that say what is started. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderCommand } from '../repository.ts';
import type { Files } from '../repository.ts';

async function ways(files: Files): Promise<readonly string[]> {
  return (await launchesOfFiles(files)).map((launch) => {
    const set = launch.variables.map(({ name, value }) => ` ${name}=${value}`).join('');
    return renderCommand(launch) + set;
  });
}

const python: Files = {
  'shop/__init__.py': '',
  'shop/web.py': '',
  'requirements.txt': '',
  Dockerfile: 'FROM python:3\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "shop.web:app"]\n',
};
const node: Files = {
  'package.json': '{ "scripts": { "start": "node index.js" } }',
  'index.js': '',
  'jobs/run.js': '',
};

const workflow = (steps: string, job = 'deploy'): Files => ({
  '.github/workflows/ci.yml': `env: { SERVICE: shop-api }\njobs:\n  ${job}:\n    steps:\n${steps}`,
});

describe('deploys in pipelines', () => {
  it('to Cloud Run say command, arguments and variables over the image', async () => {
    const files = {
      ...python,
      ...workflow(
        '      - run: |\n          gcloud beta run deploy ${{ env.SERVICE }} --quiet --image=eu.gcr.io/x/shop:$SHA \\\n            --command="traced" --args "^|^gunicorn|shop.web:app" \\\n            --set-env-vars A=1,B=$SECRET --region eu\n',
      ),
    };
    assert.deepEqual(await ways(files), [
      'production cloud-run shop-api: traced gunicorn shop.web:app → (traced is not a program whose source is known) A=1 B=null',
    ]);
  });

  it('to Cloud Run without a command start the image with their variables', async () => {
    const files = {
      ...python,
      ...workflow(
        '      - uses: google-github-actions/deploy-cloudrun@v2\n        with:\n          service: shop\n          image: eu.gcr.io/x/shop\n          env_vars: |\n            A=1\n            B=2\n',
        'staging',
      ),
    };
    assert.deepEqual(
      (await ways(files)).filter((way) => way.includes('cloud-run')),
      ['staging cloud-run shop: gunicorn shop.web:app → shop/web.py:app A=1 B=2'],
    );
  });

  it('of Cloud Build are lists of words', async () => {
    const build =
      "steps:\n  - name: gcr.io/google.com/cloudsdktool/cloud-sdk\n    entrypoint: gcloud\n    args: ['run', 'jobs', 'update', 'nightly', '--image', 'gcr.io/x/shop', '--command', 'python,-m,shop.web']\n";
    assert.deepEqual(
      (await ways({ ...python, 'cloudbuild.yaml': build })).filter((way) => way.includes('cloud-run')),
      ['production cloud-run nightly: python -m shop.web → shop/web.py'],
    );
  });

  it('over SSH start programs under PM2 and containers', async () => {
    const files = {
      ...node,
      ...workflow(
        '      - uses: appleboy/ssh-action@v1\n        with:\n          host: x\n          script: |\n            cd /srv/shop && git pull\n            pm2 restart all\n            NODE_ENV=production pm2 start jobs/run.js --name jobs --node-args="-r ./trace" -- --fast\n      - run: ssh me@host \'cd /srv/shop; pm2 startOrReload npm --name web -- start\'\n',
      ),
    };
    assert.deepEqual(await ways(files), [
      'production pm2 jobs: node -r ./trace jobs/run.js --fast → jobs/run.js',
      'production pm2 web: [npm] node index.js → index.js',
    ]);
  });

  it('over SSH in a document start what runs on, and not what only runs', async () => {
    const script =
      "deploy:\n  environment: { name: staging }\n  script:\n    - |\n      ssh host <<'EOF'\n        docker run --rm shop python -m shop.migrate\n        docker run -d --name api -p 80:80 -e A=1 --restart always registry.example.com/shop:latest gunicorn shop.web:app\n      EOF\n";
    const files = {
      'shop/Dockerfile': 'FROM python:3\nWORKDIR /app\nCOPY . shop\nCMD ["python"]\n',
      'shop/web.py': '',
      '.gitlab-ci.yml': script,
    };
    assert.deepEqual(
      (await ways(files)).filter((way) => way.includes(' docker ')),
      ['staging docker api: gunicorn shop.web:app → shop/web.py:app A=1'],
    );
  });

  it('of Azure and of ECS say their command on the command line', async () => {
    const files = {
      ...python,
      ...workflow(
        `      - run: az webapp config set -g rg -n shop --startup-file "gunicorn --bind=0.0.0.0 shop.web:app"\n      - run: aws ecs register-task-definition --family shop-web --container-definitions '[{"name":"web","image":"1.dkr.ecr.eu.amazonaws.com/shop","command":["python","-m","shop.web"]}]'\n`,
      ),
    };
    assert.deepEqual(await ways(files), [
      'production azure-app-service shop: gunicorn --bind=0.0.0.0 shop.web:app → shop/web.py:app',
      'production ecs shop-web: python -m shop.web → shop/web.py',
    ]);
  });

  it('that only restart or apply say nothing of their own', async () => {
    const files = {
      ...node,
      ...workflow(
        '      - run: ssh host "sudo systemctl restart shop && pm2 reload shop"\n      - run: docker run -d redis\n',
      ),
      Jenkinsfile: 'sh \'ssh host "docker compose up -d"\'\n',
    };
    assert.deepEqual(await ways(files), []);
  });
});
