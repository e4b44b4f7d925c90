/** A secret that everybody has who has the code. */
import { isRealSecret, opensNothing, secretRows } from '../../knowledge/secrets.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { mayHoldSecrets, notForProduction } from '../../knowledge/secretFiles.ts';
import { lineEnd, lineStart, overlaps } from '../../model/text.ts';
import { isTestPath } from '../paths.ts';
import { longestSettings, namedSecrets } from './secretsInSettings.ts';
import { secretExamples } from './secretExamples.ts';

export const secretInCode = defineRule({
  id: 'secret-in-code',
  area: 'compliance',
  severity: 'error',
  scope: 'file',
  summary: 'A key, a token or a password that opens something in production stands in the code.',
  why:
    'Code is copied to every laptop, every build and every image, and stays in the history when the line is gone. Whoever ' +
    'has one of them has what the secret opens.\n\n' +
    'Only what its form proves is reported: tokens of GitHub, GitLab, Slack, Stripe (live), npm, PyPI and their like, the ' +
    'secret of an AWS key beside its id, private keys with their body, and passwords in the addresses of databases on hosts ' +
    'of a network. Placeholders, keys of documentations, tests and examples are left alone, as are keys that are public by ' +
    'design. The message never holds the value.\n\n' +
    'Files of settings are looked at as well: YAML, `.env`, properties, JSON, TOML. There a value without a form of its own ' +
    "is reported where it is random, its name says that it opens something, and the file is production's by its path " +
    '(`application-prod.yml`, `.env.production`) or a Secret of Kubernetes. Left alone is what refers to another place ' +
    '(`${…}`, `{{ … }}`, addresses of a vault), what is encrypted (SOPS, Ansible Vault, Sealed Secrets), and files for ' +
    'examples, tests and development.',
  fixes:
    'None: a secret that stood in the code is known, and has to be taken back where it was given out. The new one belongs ' +
    'into the environment of the process, or into a store of secrets.',
  examples: secretExamples,
  check: ({ path, text }) => byForm(path, text),
  plain: {
    claims: (path) => mayHoldSecrets(path) && !isTestPath(path),
    check({ path, text }) {
      if (text.length > longestSettings || notForProduction.test(text)) return [];
      const drafts = byForm(path, text);
      for (const { name, range } of namedSecrets(path, text)) {
        if (drafts.some((one) => overlaps(one.range, range)) || isExcused(text, range.start, range.end)) continue;
        const message = `the value of ${name} stands in a file of production: whoever can read it can use it`;
        drafts.push({ file: path, range, message });
      }
      return drafts;
    },
  },
});

function byForm(path: string, text: string): Draft[] {
  if (isTestPath(path) || shows.test(path)) return [];
  const tests = path.endsWith('.rs') ? text.indexOf('#[cfg(test)]') : -1;
  const drafts: Draft[] = [];
  for (const { title, pattern, shown } of secretRows) {
    // A file that says what such tokens look like looks for them, and tries itself out.
    if (shown !== '' && text.includes(`${shown}[`)) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match.groups?.['secret'] ?? '';
      const start = match.index + match[0].lastIndexOf(secret);
      const range = { start, end: start + secret.length };
      if (!isRealSecret(secret, match.groups?.['host']) || isExcused(text, match.index, range.end)) continue;
      if (tests !== -1 && start > tests) continue;
      if (drafts.some((one) => overlaps(one.range, range))) continue;
      const form = shown === '' ? '' : ` (${shown}…)`;
      const message = `${article(title)} ${title}${form} stands in the code: whoever can read it can use it`;
      drafts.push({ file: path, range, message });
    }
  }
  return drafts;
}

/** Files that show how something is done, and what others wrote. */
const shows =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|documentation|tutorials?|stories|seeds?|vendor|third_party|node_modules|dist|build|snippets?|playground)\/|\.(?:stories|snap|mock|min)\.|\/\w*test(?:utils?|data|helpers?|cases?|keys?)?\.\w+$/i;

/** The line, or the one above it, says that it opens nothing; or it is a comment, which nothing is opened with. */
function isExcused(text: string, start: number, end: number): boolean {
  const first = lineStart(text, Math.max(0, lineStart(text, start) - 1));
  const head = text.slice(first, Math.min(end, lineEnd(text, start)));
  return opensNothing.test(head) || /^\s*(?:\/\/|#|\*|\/\*)/.test(text.slice(lineStart(text, start), start));
}

function article(title: string): string {
  return /^(?:A(?!ge)|O|age|n)/.test(title) ? 'An' : 'A';
}
