import assert from 'node:assert/strict';
import { nearMiss, provisionOf } from '../../src/production/providedVariables.ts';
import { productionOf, type Files } from './repository.ts';

async function provided(files: Files, name: string): Promise<string> {
  const { services } = await productionOf({ 'app.py': '', 'requirements.txt': '', ...files });
  const [service] = services;
  const launch = service?.launches[0];
  assert.ok(service && launch);
  const { state, perhaps } = provisionOf(service, launch, name);
  const near = nearMiss(launch, name, () => false);
  return [state, ...perhaps, ...(near === null ? [] : [`near ${near.name}`])].join(', ');
}

const compose = (more: string): Files => ({
  Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENV LEVEL=info\nCMD ["python", "app.py"]\n',
  'compose.prod.yaml': `services:\n  web:\n    build: .\n    environment:\n      API_URL: https://a\n${more}`,
});

describe('variables that production gives a process', () => {
  it('are those of its layers, and nothing else where the launcher says all', async () => {
    assert.equal(await provided(compose(''), 'API_URL'), 'set');
    assert.equal(await provided(compose(''), 'LEVEL'), 'set');
    assert.equal(await provided(compose(''), 'HOME'), 'set');
    assert.equal(await provided(compose(''), 'STRIPE_KEY'), 'missing');
  });

  it('are not all known where a file of elsewhere, a base image or a platform may set more', async () => {
    assert.equal(await provided(compose('    env_file: /etc/shop.env\n'), 'STRIPE_KEY'), 'unknown, file /etc/shop.env');
    const based = { ...compose(''), Dockerfile: 'FROM acme.example/base\nCOPY . .\nENTRYPOINT ["python", "app.py"]\n' };
    assert.equal(await provided(based, 'STRIPE_KEY'), 'unknown, image acme.example/base');
    assert.match(await provided({ Procfile: 'web: python app.py\n' }, 'STRIPE_KEY'), /^unknown, whatever environment/);
    const loading = { ...compose(''), 'requirements.txt': 'python-dotenv\n' };
    assert.equal(await provided(loading, 'STRIPE_KEY'), 'unknown, what python-dotenv reads');
  });

  it('are known where the env file is in the repository', async () => {
    const files = { ...compose('    env_file: web.env\n'), 'web.env': 'STRIPE_KEY=x\n' };
    assert.equal(await provided(files, 'STRIPE_KEY'), 'set');
    assert.equal(await provided(files, 'OTHER_KEY'), 'missing');
  });

  it('may be there under a name that is a letter apart', async () => {
    assert.equal(await provided(compose(''), 'API_URI'), 'missing, near API_URL');
    assert.equal(await provided(compose(''), 'APIURL'), 'missing, near API_URL');
    assert.equal(await provided(compose('      API_URL_2: https://b\n'), 'API_URL_3'), 'missing');
  });
});

describe('a service', () => {
  it('knows the files that its launches evaluate', async () => {
    const { services } = await productionOf({
      'app.py': 'import shop.cart\n',
      'worker.py': '',
      'shop/__init__.py': '',
      'shop/cart.py': '',
      'shop/unused.py': '',
      Procfile: 'web: python app.py\nworker: python worker.py\n',
    });
    assert.deepEqual(
      services.map(({ name, modules }) => [name, ...modules]),
      [
        ['web', 'app.py', 'shop/__init__.py', 'shop/cart.py'],
        ['worker', 'worker.py'],
      ],
    );
  });
});
