/** `npm run check`: everything that can be said of the code without running it. All checks run; the exit code says whether all passed. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.resolve(fileURLToPath(import.meta.url), '../../..');

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of pages', command: ['tsc', '--noEmit', '-p', 'src/webview'] },
  { name: 'lint and import boundaries', command: ['oxlint', '--type-aware', '--deny-warnings', 'src', 'test'] },
  { name: 'format', command: ['oxfmt', '--check', 'src', 'test'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'generated files', command: ['tsx', 'src/build/generate.ts', '--check'] },
];

let failed = 0;
for (const { name, command } of checks) {
  const [tool = '', ...rest] = command;
  const binary = path.join(project, 'node_modules/.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);
  const done = spawnSync(binary, rest, { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' });
  const passed = done.status === 0;
  if (!passed) failed++;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
  if (!passed) console.log(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`);
}
process.exitCode = failed === 0 ? 0 : 1;
