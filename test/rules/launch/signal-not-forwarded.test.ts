import assert from 'node:assert/strict';
import { signalNotForwarded } from '../../../src/rules/launch/signal-not-forwarded.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const app: Files = {
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  'migrate.py': 'print("done")\n',
};
const image = (last: string): Files => ({ Dockerfile: `FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n${last}\n` });
const script = (text: string, last = 'ENTRYPOINT ["./entrypoint.sh"]'): Files => ({
  ...app,
  ...image(last),
  'entrypoint.sh': `#!/bin/sh\n${text}\n`,
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(signalNotForwarded, files), []);
}

describe('signal-not-forwarded', () => {
  it('says who gets the signal, and what that costs', async () => {
    const [finding] = await checkRepository(
      signalNotForwarded,
      script('python migrate.py\n[|python app.py --port 80|]'),
    );
    assert.equal(
      finding?.message,
      'SIGTERM ends at entrypoint.sh, which starts "python app.py --port 80" without exec: it is killed after 10 s with what it has in hand',
    );
  });

  it('speaks of arguments that a script runs without exec', async () => {
    const files = script('python migrate.py\n"$@"', 'ENTRYPOINT ["./entrypoint.sh"]\nCMD ["python", "app.py"]');
    await checkRepository(signalNotForwarded, {
      ...files,
      'entrypoint.sh': '#!/bin/sh\npython migrate.py\n[|"$@"|]\n',
    });
    const fixed = await fixFirst(signalNotForwarded, files);
    assert.equal(fixed['entrypoint.sh'], '#!/bin/sh\npython migrate.py\nexec "$@"\n');
  });

  it('knows the grace of the orchestrator, and speaks of a script once', async () => {
    const pod = (name: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  template:\n    spec:\n      containers:\n` +
      `        - name: ${name}\n          image: example.com/app:1\n          command: ["./entrypoint.sh"]\n`;
    const found = await checkRepository(signalNotForwarded, {
      ...script('[|python app.py|]'),
      'deploy/production/web.yaml': pod('web'),
      'deploy/production/admin.yaml': pod('admin'),
    });
    assert.equal(found.length, 1);
  });

  it('puts exec before the program of a line', async () => {
    const fixed = await fixFirst(signalNotForwarded, {
      ...app,
      'compose.production.yaml':
        'services:\n  web:\n    build: .\n    command: sh -c "python migrate.py && python app.py"\n',
      ...image(''),
    });
    assert.match(fixed['compose.production.yaml'] ?? '', /sh -c "python migrate\.py && exec python app\.py"/);
  });

  describe('is silent', () => {
    it('where the script hands over', () => silent(script('python migrate.py\nexec python app.py')));
    it('where the script handles signals', () =>
      silent(script("trap 'kill -TERM $child' TERM\npython app.py &\nchild=$!\nwait $child")));
    it('where an init signals all processes', () =>
      silent(script('python app.py', 'ENTRYPOINT ["dumb-init", "./entrypoint.sh"]')));
    it('for a single command, which takes the place of the shell', () =>
      silent({ ...app, ...image('CMD ["sh", "-c", "python app.py --port $PORT"]') }));
    it('for bash, which replaces itself by the last of several commands', () =>
      silent({ ...app, ...image('CMD ["bash", "-c", "python migrate.py && python app.py"]') }));
    it('where the output goes through a pipe', () => silent(script('python app.py | tee log')));
    it('for what does something and ends', () =>
      silent({
        ...script('python manage.py migrate'),
        'manage.py': 'import sys\n\nif __name__ == "__main__":\n    print(sys.argv)\n',
      }));
    it('outside of containers', () =>
      silent({
        ...script('python app.py', ''),
        Procfile: 'web: ./entrypoint.sh\n',
      }));
    it('where the script is that of development', () =>
      silent({
        ...app,
        ...image('CMD ["./run_dev.sh"]'),
        'run_dev.sh': '#!/bin/sh\npython app.py\n',
      }));
    it('where the image says that it is for development', () =>
      silent({
        ...script('python app.py'),
        ...image('ENV FLASK_ENV=development\nENTRYPOINT ["./entrypoint.sh"]'),
      }));
  });
});
