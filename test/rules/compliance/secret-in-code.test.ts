/** Secrets in code, each put together so that no scanner takes this file for one that has them. */
import assert from 'node:assert/strict';
import { secretInCode } from '../../../src/rules/compliance/secret-in-code.ts';
import { check, checkRepository } from '../../support/check.ts';

const joined = (sign: string, ...parts: readonly string[]): string => parts.join(sign);
const random = 'q7RmT2xVbN9cJw4KfZs8LdYeHu3GpA6tXo5S';
const body = 'MIIEpAIBAAKCAQEAy3Zq8v1nT5wR7mKf2LxBd9GhJcYpWsUeXaQoZtNrVbMiHkDl';
const begin = joined('-----', '', 'BEGIN RSA PRIVATE KEY', '');
const end = joined('-----', '', 'END RSA PRIVATE KEY', '');

describe('secret-in-code', () => {
  it('knows tokens by their form, and never shows them', async () => {
    const tokens = [
      joined('_', 'ghp', random),
      joined('_', 'npm', random),
      joined('-', 'glpat', random.slice(0, 20)),
      joined('_', 'sk', 'live', random.slice(0, 24)),
      joined('/', 'https://hooks.slack.com/services', 'T02AB7K9QX', 'B03CD8L1WZ', random.slice(0, 24)),
    ];
    for (const token of tokens) {
      const [finding] = await check(secretInCode, 'python', `TOKEN = "[|${token}|]"\n`);
      assert.ok(finding !== undefined && !finding.message.includes(token.slice(-12)), token);
    }
  });

  it('takes the secret of an AWS key, not its id alone', async () => {
    const id = joined('', 'AKIA', 'Q3XN7RVT5LZP2WKM');
    const secret = `${random}7Kd2`;
    await check(secretInCode, 'python', `KEY = "${id}"\nSECRET = "[|${secret}|]"\n`);
    await check(secretInCode, 'python', `KEY = "${id}"\n`);
  });

  it('wants the body of a private key', async () => {
    await check(
      secretInCode,
      'javascript',
      `const key = \`[|${begin}\n${body}\n${body}\n-----END|] RSA PRIVATE KEY-----\`;\n`,
    );
    await check(
      secretInCode,
      'javascript',
      `const isKey = (text) => text.startsWith('${begin}') && text.endsWith('${end}');\n`,
    );
  });

  it('takes passwords of databases on hosts of a network', async () => {
    const url = (password: string, host: string): string => `URL = "postgresql://shop:${password}@${host}/shop"\n`;
    await check(secretInCode, 'python', url('[|vT9xQm2Rk7|]', 'db.eu.shop-prod.io'));
    for (const host of ['localhost', 'db', '127.0.0.1', 'db.example.com', '10.0.3.7', 'host.docker.internal.local']) {
      await check(secretInCode, 'python', url('vT9xQm2Rk7', host));
    }
    for (const password of ['password', 'your_password', '{password}', '%s'])
      await check(secretInCode, 'python', url(password, 'db.shop-prod.io'));
  });

  it('leaves placeholders, documentation keys, tests and examples alone', async () => {
    const token = joined('_', 'ghp', random);
    await check(
      secretInCode,
      'python',
      `A = "${joined('_', 'ghp', 'x'.repeat(36))}"\nB = "${joined('', 'AKIA', 'IOSFODNN7EXAMPLE')}"\n`,
    );
    await check(secretInCode, 'python', `# an example of a token\nA = "${token}"\n`);
    await checkRepository(secretInCode, { 'tests/app.py': `A = "${token}"\n`, 'examples/app.py': `A = "${token}"\n` });
  });
});
