import { sensitiveDataLogged } from '../../../src/rules/logging/sensitive-data-logged.ts';
import { check, checkFix, checkRepository } from '../../support/check.ts';

const python = (body: string): string =>
  `import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef handle(request, user, password):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
const node = (body: string): string =>
  `import pino from 'pino';\n\nconst log = pino();\n\nexport function handle(req, user, password) {\n${body}\n}\n`;

describe('sensitive-data-logged', () => {
  it('finds a secret by its name, however it is put into the line', async () => {
    await check(
      sensitiveDataLogged,
      'python',
      python(
        [
          'logger.info("a %s", [|password|])',
          'logger.info(f"a {[|password|]} b {user}")',
          'logger.info("a " + [|user.password|])',
          'logger.info("a %s" % [|user["api_key"]|])',
          'logger.info("a {}".format([|request.headers.get("Authorization")|]))',
          'logger.info("a", extra={"password": [|user.phrase|]})',
          'print("a", [|os.environ["DB_PASSWORD"]|])',
        ].join('\n'),
      ),
    );
    await check(
      sensitiveDataLogged,
      'typescript',
      node(
        [
          'log.info({ [|password|] }, "a");',
          'log.info({ user, secretKey: [|user.key|] }, "a");',
          'log.info(`a ${[|user.accessToken|]}`);',
          'log.info({ token: [|req.headers["authorization"]|] }, "a");',
          'console.log("a", [|process.env.STRIPE_SECRET_KEY|]);',
        ].join('\n'),
      ),
    );
  });

  it('leaves alone what is masked, cut, compared, counted or called otherwise', async () => {
    await check(
      sensitiveDataLogged,
      'python',
      python(
        [
          'logger.info("a %s", mask(password))',
          'logger.info("a %s", password[:2])',
          'logger.info("a %s", len(password))',
          'logger.info("a %s", password is None)',
          'logger.info("a %s", "set" if password else "unset")',
          'logger.info("a %s", bool(password))',
          'logger.info("password reset of %s", user.id)',
          'logger.info("a %s %s", max_tokens, prompt_tokens)',
          'logger.info("a %s %s", password_hash, secret_name)',
          'logger.info("a", extra={"password": "***"})',
          'logger.info(f"a {mask(password)} {has_password} {password_id}")',
          'logger.info("a %s", token)',
        ].join('\n'),
      ),
    );
    await check(
      sensitiveDataLogged,
      'typescript',
      node(
        [
          'log.info({ password: Boolean(password), hasSecret: !!user.secret }, "a");',
          'log.info({ password: password ? "***" : undefined }, "a");',
          'log.info(`a ${user.accessToken.slice(-4)} ${password.length} ${user.cookieName}`);',
          'log.info({ hubspotCookie }, "a");',
          'log.info({ agent: req.headers["user-agent"], tokenCount, sessionId }, "a");',
        ].join('\n'),
      ),
    );
  });

  it('finds whole objects that hold secrets, but not in what is only for debugging', async () => {
    await check(
      sensitiveDataLogged,
      'python',
      python(
        [
          'logger.info("a %s", [|request.headers|])',
          'logger.info("a %s", dict([|os.environ|]))',
          'logger.debug("a %s", request.headers)',
        ].join('\n'),
      ),
    );
    await check(
      sensitiveDataLogged,
      'typescript',
      node(
        [
          'log.info({ body: [|req.body|] }, "a");',
          'log.warn(JSON.stringify([|req.headers|]));',
          'log.debug(req.headers);',
        ].join('\n'),
      ),
    );
  });

  it('follows a local name to what it was given', async () => {
    await check(
      sensitiveDataLogged,
      'python',
      python(['given = request.headers.get("Authorization")', 'logger.info("a %s", [|given|])'].join('\n')),
    );
    await check(
      sensitiveDataLogged,
      'typescript',
      node(
        ['const { headers } = req;', 'const size = req.body.length;', 'log.info({ size, h: [|headers|] }, "a");'].join(
          '\n',
        ),
      ),
    );
  });

  it('is silent about whole objects and fields where the service redacts its log', async () => {
    await check(
      sensitiveDataLogged,
      'typescript',
      "import pino from 'pino';\nconst log = pino({ redact: ['headers.authorization'] });\nexport const f = (req) => log.info({ headers: req.headers }, 'a');\n",
    );
  });

  it('takes personal data from the profile', () =>
    checkRepository(sensitiveDataLogged, {
      Procfile: 'web: python app.py\n',
      'prodaware.yaml': 'version: 1\ncompliance:\n  sensitive: [email]\n',
      'app.py': python('logger.info("a %s %s", [|user.email|], user.email_id)'),
    }));

  it('puts a text in the place of the value', async () => {
    await checkFix(
      sensitiveDataLogged,
      'python',
      python('logger.info("a %s", password)'),
      python('logger.info("a %s", "[redacted]")'),
    );
    await checkFix(
      sensitiveDataLogged,
      'python',
      python('logger.info(f"a {password!r} b")'),
      python('logger.info(f"a [redacted] b")'),
    );
    await checkFix(
      sensitiveDataLogged,
      'typescript',
      node("log.info({ password }, 'a');"),
      node("log.info({ password: '[redacted]' }, 'a');"),
    );
    await checkFix(sensitiveDataLogged, 'typescript', node("log.info(req.headers, 'a');"), node("log.info('a');"));
  });
});

describe('sensitive-data-logged and names that only sound like a secret', () => {
  it('accepts a question about one', async () => {
    await check(sensitiveDataLogged, 'python', python('logger.info("a %s", user.fallback_to_password)'));
    await check(sensitiveDataLogged, 'typescript', node('log.info({ use: user.requirePassword }, "a");'));
  });

  it('accepts a value that the condition around the line says', async () => {
    await check(
      sensitiveDataLogged,
      'python',
      python('if user.api_key == "public":\n    logger.error("not allowed: %s", user.api_key)'),
    );
    await check(sensitiveDataLogged, 'python', python('if password is None:\n    logger.error("no %s", password)'));
    await check(sensitiveDataLogged, 'typescript', node('if (!password) {\n  log.info({ password }, "a");\n}'));
    await check(
      sensitiveDataLogged,
      'python',
      python('if user.api_key != "public":\n    logger.error("a %s", [|user.api_key|])'),
    );
  });

  it('accepts what a script prints for whoever runs it', async () => {
    await check(
      sensitiveDataLogged,
      'typescript',
      'const password = await reset();\nconsole.log("new", password);\nprocess.exit(0);\n',
    );
    await check(
      sensitiveDataLogged,
      'typescript',
      'export function open(password: string) {\n  console.log("new", [|password|]);\n}\n',
    );
  });

  it('accepts what a test file prints', async () => {
    await checkRepository(sensitiveDataLogged, { 'shop/tests.py': python('print(password)') });
  });
});
