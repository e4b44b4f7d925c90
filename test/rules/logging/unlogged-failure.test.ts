import { unloggedFailure } from '../../../src/rules/logging/unlogged-failure.ts';
import { check, checkFix } from '../../support/check.ts';

const python = (body: string, name = 'rates'): string =>
  `import logging\n\nimport requests\n\nlogger = logging.getLogger(__name__)\n\n\ndef ${name}(url, urls, session):\n${body
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')}\n`;
const node = (body: string, name = 'rates'): string =>
  `import pino from 'pino';\n\nconst log = pino();\n\nexport async function ${name}(url) {\n  const response = await fetch(url);\n${body}\n  return response.json();\n}\n`;
const asked = 'response = requests.get(url)\n';

describe('unlogged-failure', () => {
  it('finds an answer that says failure and is dropped', async () => {
    for (const body of [
      'if [|response.status_code != 200|]:\n    return None\nreturn response.json()',
      'if [|not response.ok|]:\n    return []\nreturn response.json()',
      'if [|response.status_code >= 400|]: return\nreturn response.json()',
      'if [|response.status_code != requests.codes.ok|]:\n    return {}, 0\nreturn response.json()',
      'if [|response.ok|]:\n    data = response.json()\nelse:\n    return None\nreturn data',
    ]) {
      const source = body.includes('else:') ? body : body;
      await check(unloggedFailure, 'python', python(asked + source));
    }
    await check(
      unloggedFailure,
      'python',
      python(
        'for one in urls:\n    response = session.get(one)\n    if [|response.status_code != 200|]:\n        continue\n    save(response)',
      ),
    );
    await check(unloggedFailure, 'typescript', node('  if ([|!response.ok|]) return null;'));
    await check(
      unloggedFailure,
      'typescript',
      node('  if ([|response.status !== 200|]) {\n    return undefined;\n  }'),
    );
  });

  it('accepts one that leaves a trace, or tells the caller', async () => {
    for (const body of [
      'if response.status_code != 200:\n    logger.warning("no")\n    return None\nreturn response.json()',
      'if response.status_code != 200:\n    failures.inc()\n    return None\nreturn response.json()',
      'if response.status_code != 200:\n    raise ValueError(response.text)\nreturn response.json()',
      'if response.status_code != 200:\n    return "failed"\nreturn response.json()',
      'if response.status_code != 200:\n    # The rates of yesterday are good enough.\n    return None\nreturn response.json()',
      '# A rate that is not there is none.\nif response.status_code != 200:\n    return None\nreturn response.json()',
      'if response.status_code == 404:\n    return None\nreturn response.json()',
    ]) {
      await check(unloggedFailure, 'python', python(asked + body));
    }
    await check(unloggedFailure, 'typescript', node("  if (!response.ok) throw new Error('no');"));
  });

  it('accepts a function that only asks, and what is no answer to a request', async () => {
    await check(
      unloggedFailure,
      'python',
      python(`${asked}if response.status_code != 200:\n    return False\nreturn True`, 'is_there'),
    );
    await check(
      unloggedFailure,
      'python',
      python('result = parse(url)\nif not result.ok:\n    return None\nreturn result'),
    );
  });

  it('logs the status with the logger that the file has', async () => {
    await checkFix(
      unloggedFailure,
      'python',
      python(`${asked}if response.status_code != 200:\n    return None\nreturn response.json()`),
      python(
        `${asked}if response.status_code != 200:\n    logger.warning("requests.get was answered with status %s", response.status_code)\n    return None\nreturn response.json()`,
      ),
    );
    await checkFix(
      unloggedFailure,
      'python',
      python(`${asked}if not response.ok: return None\nreturn response.json()`),
      python(
        `${asked}if not response.ok:\n    logger.warning("requests.get was answered with status %s", response.status_code)\n    return None\nreturn response.json()`,
      ),
    );
    await checkFix(
      unloggedFailure,
      'javascript',
      node('  if (!response.ok) {\n    return null;\n  }').replace(
        /import.*\n\n.*/,
        "import logger from './logger.js';",
      ),
      node(
        "  if (!response.ok) {\n    logger.warn('fetch was answered with an error');\n    return null;\n  }",
      ).replace(/import.*\n\n.*/, "import logger from './logger.js';"),
    );
    const twisted = (body: string): string =>
      python(asked + body)
        .replace(/import logging\n/, 'from twisted.logger import Logger\n')
        .replace(/logging\.getLogger.*/, 'Logger()');
    await checkFix(
      unloggedFailure,
      'python',
      twisted('if not response.ok:\n    return None\nreturn response.json()'),
      twisted(
        'if not response.ok:\n    logger.warn("requests.get was answered with an error")\n    return None\nreturn response.json()',
      ),
    );
    await checkFix(
      unloggedFailure,
      'typescript',
      node('  if (!response.ok) return null;'),
      node(
        "  if (!response.ok) {\n    log.warn({ status: response.status }, 'fetch was answered with an error');\n    return null;\n  }",
      ),
    );
    await checkFix(
      unloggedFailure,
      'typescript',
      node('  if (!response.ok) {\n    return null;\n  }'),
      node(
        "  if (!response.ok) {\n    log.warn({ status: response.status }, 'fetch was answered with an error');\n    return null;\n  }",
      ),
    );
  });
});
