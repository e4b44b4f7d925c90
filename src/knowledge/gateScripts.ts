/** What people call the script of a package that runs a gate, best first, and who runs scripts. */
import type { GateType } from '../model/pipeline.ts';

export const gateScripts: Partial<Readonly<Record<GateType, readonly string[]>>> = {
  lint: ['lint', 'lint:check', 'eslint'],
  format: ['format:check', 'check:format', 'prettier:check', 'fmt:check'],
  'type-check': ['type-check', 'typecheck', 'types', 'check-types', 'check:types', 'tsc'],
  'unit-test': ['test', 'test:unit', 'unit-test', 'tests'],
  'integration-test': ['test:integration', 'integration-test', 'test:int'],
  'e2e-test': ['test:e2e', 'e2e'],
  build: ['build'],
};

/** By the lock file that is there. */
export const scriptRunners: readonly { readonly lock: string; readonly run: string }[] = [
  { lock: 'pnpm-lock.yaml', run: 'pnpm run' },
  { lock: 'yarn.lock', run: 'yarn run' },
  { lock: 'bun.lock', run: 'bun run' },
  { lock: 'bun.lockb', run: 'bun run' },
  { lock: 'package-lock.json', run: 'npm run' },
];
