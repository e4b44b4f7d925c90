/** What only programs of Python have: packages beside them, guards that end them, helpers around SDKs. */
import assert from 'node:assert/strict';
import type { Files } from '../repository.ts';
import { verdictOf } from './repositories.ts';

const web = (files: Files): Files => ({ Procfile: 'web: python app.py\n', ...files });

describe('telemetry of Python', () => {
  const library: Files = {
    'app.py': 'from shop_common.errors import configure_errors\nconfigure_errors("release")\n',
    'libraries/common/pyproject.toml': '[project]\nname = "shop-common"\n',
    'libraries/common/shop_common/__init__.py': '',
    'libraries/common/shop_common/errors.py':
      'import sentry_sdk\n\ndef configure_errors(mode):\n    if mode == "disabled":\n        return\n    sentry_sdk.init(dsn="https://key@errors.example/1")\n',
  };
  it('is started by a package that the repository holds in another folder', async () => {
    const expected = 'conditional errors sentry in-code if not (mode == "disabled")';
    assert.equal(await verdictOf(web(library)), expected);
    const { 'libraries/common/pyproject.toml': _, ...rest } = library;
    const below = Object.entries(rest).map(([path, text]) => [path.replace('common/shop', 'common/src/shop'), text]);
    const files = Object.fromEntries(below) as Files;
    assert.equal(await verdictOf(web({ ...files, 'libraries/common/setup.py': '' })), expected);
  });
  it('is not started by one of several packages of a name', async () => {
    const other = {
      'other/pyproject.toml': '',
      'other/shop_common/__init__.py': '',
      'other/shop_common/errors.py': '',
    };
    assert.equal(await verdictOf(web({ ...library, ...other })), 'unknown');
  });
  it('does not depend on what the program insists on', async () => {
    const app = `import os
import sentry_sdk

dsn = os.environ.get("DSN")
if dsn is None:
    raise RuntimeError("DSN is not set")

sentry_sdk.init(dsn="https://key@errors.example/1")
`;
    assert.equal(await verdictOf(web({ 'app.py': app })), 'active errors sentry in-code');
    const exits = app.replace('raise RuntimeError("DSN is not set")', 'print("DSN is not set")\n    sys.exit(1)');
    assert.equal(await verdictOf(web({ 'app.py': exits })), 'active errors sentry in-code');
  });
  it("is seen through a package of one's own that is called external", async () => {
    const files = {
      'app.py': 'from shop.external import errors\n',
      'shop/__init__.py': '',
      'shop/external/__init__.py': '',
      'shop/external/errors.py': 'import sentry_sdk\nsentry_sdk.init(dsn="https://key@errors.example/1")\n',
    };
    assert.equal(await verdictOf(web(files)), 'active errors sentry in-code');
  });
  it('is not denied where the program starts another in its own place', async () => {
    const app =
      'import os\nimport sys\n\ndef main():\n    os.execvp("shop", ["shop", *sys.argv[1:]])\n\nif __name__ == "__main__":\n    main()\n';
    assert.equal(await verdictOf(web({ 'app.py': app })), 'unknown');
  });
  it('is seen where a module imports itself by its whole name', async () => {
    const files = {
      Procfile: 'web: python shop/worker.py\n',
      'shop/__init__.py': '',
      'shop/worker.py':
        'import sentry_sdk\n\ndef main():\n    sentry_sdk.init(dsn="https://key@errors.example/1")\n\nif __name__ == "__main__":\n    from shop import worker\n\n    worker.main()\n',
    };
    assert.equal(await verdictOf(files), 'active errors sentry in-code');
  });
  const helpers: readonly [string, string, string][] = [
    [
      'markus',
      'import markus\nmarkus.configure([{"class": "markus.backends.datadog.DatadogMetrics"}])\n',
      'active metrics statsd in-code',
    ],
    [
      'aiodogstatsd',
      'import aiodogstatsd\nclient = aiodogstatsd.Client(host="localhost")\n',
      'active metrics statsd in-code',
    ],
    [
      'fillmore',
      'from fillmore.libsentry import set_up_sentry\nset_up_sentry(sentry_dsn=settings.SENTRY_DSN)\n',
      'conditional errors sentry in-code if settings.SENTRY_DSN is set',
    ],
  ];
  for (const [name, app, expected] of helpers) {
    it(`is started by ${name}`, async () => assert.equal(await verdictOf(web({ 'app.py': app })), expected));
  }
});
