/** How a gate that cannot fail is told to, and who else than the pipeline may judge what a gate found. */

/** Words that make a command fail on what it finds. */
export interface CommandMending {
  /** Found in the command as it is written; the words go behind the match. */
  readonly behind: RegExp;
  readonly words: string;
}

export const commandMendings: readonly CommandMending[] = [
  { behind: /\btrivy (?:image|i|fs|filesystem|rootfs|repo|repository|sbom|vm|config|conf)\b/, words: '--exit-code 1' },
  { behind: /\bdocker scout (?:cves|quickview)\b/, words: '--exit-code' },
  { behind: /\b(?:semgrep|opengrep)(?: scan)?\b/, words: '--error' },
  { behind: /\btrufflehog (?:git|github|filesystem|docker)\b/, words: '--fail' },
  { behind: /\bgit diff\b/, words: '--exit-code' },
  { behind: /\bcurl\b/, words: '--fail' },
];

/** An input that makes an action fail on what it finds. */
export interface ActionMending {
  /** Of its name. */
  readonly uses: RegExp;
  readonly input: string;
  readonly value: string;
}

export const actionMendings: readonly ActionMending[] = [
  { uses: /^aquasecurity\/trivy-action\b/i, input: 'exit-code', value: "'1'" },
  { uses: /^docker\/scout-action\b/i, input: 'exit-code', value: 'true' },
  { uses: /^zaproxy\/action-/i, input: 'fail_action', value: 'true' },
];

/**
 * Tools whose findings go to a server that may refuse the merge by itself (code scanning, a quality gate, a status of
 * coverage, approval rules for scans): no file shows whether it does. By `Gate.tool`.
 */
export const judgedElsewhere: ReadonlySet<string> = new Set([
  'codeql',
  'sonar',
  'codecov',
  'jest coverage',
  'anchore',
  'sast',
  'dast',
  'secret detection',
  'licence',
  'fossa',
  'snyk',
]);

/** Actions that send findings there. */
export const sendsFindings = /^(?:github\/codeql-action\/upload-sarif|sonarsource\/|codecov\/|coverallsapp\/)/i;

/** Words that make a tool compare coverage with a number, which stands for `{}`; behind the whole command. */
export interface CoverageMending {
  /** Of the command as it is written, or of the one that a script of the repository stands for. */
  readonly command: RegExp;
  readonly words: string;
  /** A script hands its words on only behind this. */
  readonly handsOn?: true;
}

export const coverageMendings: readonly CoverageMending[] = [
  { command: /\bpytest\b.*--cov\b/, words: '--cov-fail-under={}' },
  { command: /\bcoverage report\b/, words: '--fail-under={}' },
  { command: /\bvitest\b/, words: '--coverage.thresholds.lines={}', handsOn: true },
  { command: /\bjest\b/, words: `--coverageThreshold='{"global":{"lines":{}}}'`, handsOn: true },
];

/** Where a number that coverage is compared with stands, in commands and in files that tools read: the first group. */
export const coverageNumbers: readonly RegExp[] = [
  /--cov-fail-under[= ](\d+(?:\.\d+)?)/g,
  /--fail[-_]under[= ](\d+(?:\.\d+)?)/g,
  /\bfail[-_]under\s*[=:]\s*(\d+(?:\.\d+)?)/g,
  /--coverage\.thresholds\.lines[= ](\d+(?:\.\d+)?)/g,
  /--lines[= ](\d+(?:\.\d+)?)/g,
  /--fail-under-lines[= ](\d+(?:\.\d+)?)/g,
  /["']?\blines["']?\s*:\s*(\d+(?:\.\d+)?)/g,
  /\bminimum_coverage\s+(\d+(?:\.\d+)?)/g,
  /\/p:Threshold[= ](\d+(?:\.\d+)?)/g,
];

/** Files in which tools are told so. */
export const coverageFiles: readonly string[] = [
  'pyproject.toml',
  '.coveragerc',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'package.json',
  'jest.config.js',
  'jest.config.ts',
  'jest.config.mjs',
  'jest.config.cjs',
  'vitest.config.ts',
  'vitest.config.js',
  'vitest.config.mts',
  'vite.config.ts',
  '.nycrc',
  '.nycrc.json',
  '.c8rc.json',
];
