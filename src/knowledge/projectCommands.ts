/** How people name the tasks that check a project, and what a project that names none is checked with. */
import type { GateType } from '../model/pipeline.ts';

export interface GateTask {
  readonly type: GateType;
  readonly title: string;
  /** Scripts of package.json and targets of a Makefile, best first. */
  readonly names: readonly string[];
  /** Tools that a project has and does not name: the package, and the command. */
  readonly tools: readonly { readonly language: string; readonly package: RegExp; readonly command: string }[];
  /** What a language brings along itself. */
  readonly builtIn: Readonly<Record<string, string>>;
}

export const gateTasks: readonly GateTask[] = [
  {
    type: 'format',
    title: 'Format',
    names: ['format:check', 'format-check', 'check:format', 'prettier:check', 'fmt:check', 'check-format'],
    tools: [
      { language: 'node', package: /^prettier$/, command: 'npx prettier --check .' },
      { language: 'python', package: /^black$/, command: 'black --check .' },
    ],
    builtIn: { go: 'test -z "$(gofmt -l .)"' },
  },
  {
    type: 'lint',
    title: 'Lint',
    names: ['lint:ci', 'lint', 'lint:check', 'eslint'],
    tools: [
      { language: 'node', package: /^eslint$/, command: 'npx eslint .' },
      { language: 'node', package: /^@biomejs\/biome$/, command: 'npx biome check .' },
      { language: 'python', package: /^ruff$/, command: 'ruff check .' },
      { language: 'python', package: /^flake8$/, command: 'flake8' },
    ],
    builtIn: { go: 'go vet ./...' },
  },
  {
    type: 'type-check',
    title: 'Type check',
    names: ['type-check', 'typecheck', 'check-types', 'types', 'check:types', 'tsc'],
    tools: [
      { language: 'node', package: /^typescript$/, command: 'npx tsc --noEmit' },
      { language: 'python', package: /^mypy$/, command: 'mypy .' },
      { language: 'python', package: /^pyright$/, command: 'pyright' },
    ],
    // Languages that are compiled are checked by their compiler.
    builtIn: { go: 'go build ./...', java: 'compile' },
  },
  {
    type: 'unit-test',
    title: 'Test',
    names: ['test:ci', 'test:unit', 'test', 'unit-test', 'tests'],
    tools: [{ language: 'python', package: /^pytest$/, command: 'pytest' }],
    builtIn: { go: 'go test ./...', java: 'test' },
  },
  {
    type: 'integration-test',
    title: 'Integration test',
    names: ['test:integration', 'integration-test', 'test-integration', 'test:int'],
    tools: [],
    builtIn: {},
  },
  { type: 'e2e-test', title: 'End-to-end test', names: ['test:e2e', 'e2e', 'e2e:ci'], tools: [], builtIn: {} },
  { type: 'build', title: 'Build', names: ['build'], tools: [], builtIn: { go: 'go build ./...', java: 'package' } },
  {
    type: 'secret-scan',
    title: 'Scan for secrets',
    names: ['secrets', 'secret-scan', 'gitleaks'],
    tools: [],
    builtIn: {},
  },
];

/** How each runner of tests is told the least coverage, in percent; behind the command that runs them. */
export const coverageFlags: readonly {
  readonly package: RegExp;
  /** Between the script's name and the flag, where a script runs it. */
  readonly flag: (percent: number) => string;
}[] = [
  { package: /^jest$/, flag: (percent) => `--coverage --coverageThreshold='{"global":{"lines":${percent}}}'` },
  { package: /^vitest$/, flag: (percent) => `--coverage --coverage.thresholds.lines=${percent}` },
  { package: /^pytest-cov$/, flag: (percent) => `--cov --cov-fail-under=${percent}` },
];
