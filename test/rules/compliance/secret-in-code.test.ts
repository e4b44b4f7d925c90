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

/** Secrets in files of settings. */
describe('secret-in-code in files of settings', () => {
  const value = 'q7RmT2xVbN9cJw4KfZs8LdYe';
  const found = (path: string, text: string): Promise<unknown> => checkRepository(secretInCode, { [path]: text });

  it('knows tokens by their form in YAML, .env, properties and JSON', async () => {
    const token = joined('_', 'ghp', random);
    await found('config/app.yml', `github:\n  token: [|${token}|]\n`);
    await found('.env', `GITHUB_TOKEN=[|${token}|]\n`);
    await found('src/main/resources/application.properties', `github.token=[|${token}|]\n`);
    await found('config/settings.json', `{ "github": { "token": "[|${token}|]" } }\n`);
    const id = joined('', 'AKIA', 'Q3XN7RVT5LZP2WKM');
    await found('.env', `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=[|${random}7Kd2|]\n`);
    await found('db.yaml', `url: postgresql://shop:[|vT9xQm2Rk7|]@db.eu.shop-prod.io/shop\n`);
  });

  it('takes random values of names that open something, in files of production', async () => {
    await found('.env.production', `SESSION_SECRET=[|${value}|]\nLOG_LEVEL=info\n`);
    await found('config/application-prod.yml', `spring:\n  datasource:\n    password: "[|${value}|]"\n`);
    await found('config/production.json', `{\n  "jwtSecret": "[|${value}|]",\n  "port": 8080\n}\n`);
    await found(
      'deploy/prod/deployment.yaml',
      `env:\n  - name: DB_PASSWORD\n    value: [|${value}|]\n  - name: REGION\n    value: eu-central-1\n`,
    );
  });

  it('takes what a Secret of Kubernetes holds, encoded or not', async () => {
    const secret = (block: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: shop }\n${block}`;
    await found('k8s/secret.yaml', secret(`stringData:\n  db-password: [|${value}|]\n`));
    await found('k8s/secret.yaml', secret(`data:\n  db-password: [|${btoa(value)}|]\n`));
    await found('k8s/secret.yaml', secret(`data:\n  db-password: ${btoa('changeme-changeme')}\n`));
  });

  it('leaves alone what stands for a value, or refers to another place', async () => {
    for (const other of [
      '${SESSION_SECRET}',
      '{{ .Values.secret }}',
      '<your-secret-here>',
      'changeme-please-1234A',
      'vault:secret/data/shop#Password1',
      'ENC(q7RmT2xVbN9cJw4KfZs8LdYe)',
      '/run/secrets/Session1',
      'my-session-secret-name',
      'arn:aws:secretsmanager:eu-central-1:123:secret:Shop1',
    ]) {
      await found('.env.production', `SESSION_SECRET=${other}\n`);
    }
    await found('.env.production', `REACT_APP_API_KEY=${value}\nNEXT_PUBLIC_TOKEN=${value}\n`);
  });

  it('leaves alone what is encrypted, and files for examples, tests and development', async () => {
    const token = joined('_', 'ghp', random);
    await found('secrets.production.yaml', `password: ${value}\nsops:\n  mac: ENC[AES256_GCM,data:x]\n`);
    await found('prod/sealed.yaml', `kind: SealedSecret\nspec:\n  encryptedData:\n    password: ${value}\n`);
    await found('group_vars/production.yml', `$ANSIBLE_VAULT;1.1;AES256\npassword: ${value}\n`);
    await found('k8s/dex.yaml', `# This holds secret data: do not use in production.\ntoken: ${token}\n`);
    for (const path of ['.env.example', 'test/config.yml', 'docker-compose.dev.yml', 'examples/app.json'])
      await found(path, `token: ${token}\n`);
  });

  it('does not speak of names outside of production', () => found('config/app.yml', `password: ${value}\n`));
});
