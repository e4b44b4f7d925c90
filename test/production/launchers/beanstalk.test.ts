import assert from 'node:assert/strict';
import { launchesOfFiles, renderCommand } from '../repository.ts';
import type { Files } from '../repository.ts';

async function ways(files: Files): Promise<readonly string[]> {
  return (await launchesOfFiles(files)).map((launch) => {
    const set = launch.variables.map(({ name, value }) => ` ${name}=${value}`).join('');
    return renderCommand(launch) + set;
  });
}

const extension =
  'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    STAGE: live\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: shop/wsgi.py\n';

describe('Elastic Beanstalk', () => {
  it('gives its variables to the Procfile, which says what is started', async () => {
    const files = { 'app.py': '', Procfile: 'web: python app.py\n', '.ebextensions/a.config': extension };
    assert.deepEqual(await ways(files), ['production procfile web: python app.py → app.py STAGE=live']);
    assert.deepEqual(await ways({ ...files, Procfile: '', 'api/app.py': '', 'api/Procfile': 'web: python app.py\n' }), [
      'production procfile web: python app.py → api/app.py',
    ]);
  });

  it('serves what the platform is told where there is no Procfile', async () => {
    const files = { 'shop/wsgi.py': '', 'server.js': '', 'package.json': '{}' };
    assert.deepEqual(await ways({ ...files, '.ebextensions/a.config': extension }), [
      'production beanstalk web: gunicorn shop.wsgi:application → shop/wsgi.py:application STAGE=live',
    ]);
    const listed =
      'option_settings:\n  - namespace: aws:elasticbeanstalk:container:nodejs\n    option_name: NodeCommand\n    value: node server.js\n  - { option_name: A, value: 1 }\n';
    assert.deepEqual(await ways({ ...files, '.ebextensions/b.config': listed }), [
      'production beanstalk web: node server.js → server.js A=1',
    ]);
  });

  it('reads the containers of a Dockerrun file', async () => {
    const files = {
      'api/app.py': '',
      'api/Dockerfile': 'FROM python:3\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
      'Dockerrun.aws.json':
        '{ "AWSEBDockerrunVersion": 2, // so far\n "containerDefinitions": [{ "name": "api", "image": "example/api", "command": ["python", "-u", "app.py"] }] }',
    };
    assert.deepEqual(await ways(files), ['production beanstalk api: python -u app.py → api/app.py']);
    const single = {
      ...files,
      'Dockerrun.aws.json': '{ "AWSEBDockerrunVersion": "1", "Image": { "Name": "example/api" } }',
    };
    assert.deepEqual(await ways(single), [
      'production beanstalk web: python app.py → api/app.py',
      'production dockerfile api: python app.py → api/app.py',
    ]);
  });
});
