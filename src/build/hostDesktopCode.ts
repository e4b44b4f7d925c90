/**
 * Stands between `runTests()` of `@vscode/test-electron` and a downloaded desktop VS Code, for what that call cannot
 * say: a window in restricted mode, and a display where there is none.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { desktopVariable, restrictedVariable } from './hostTestEditor.ts';

const editor = process.env[desktopVariable] ?? 'code';
const restricted = process.env[restrictedVariable] === '1';
const args = process.argv.slice(2).filter((arg) => !restricted || arg !== '--disable-workspace-trust');
const onDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']);
const child = onDisplay
  ? spawn(editor, args, { stdio: 'inherit' })
  : spawn('xvfb-run', ['--auto-servernum', editor, ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const [code] = (await once(child, 'close')) as [number | null]; // the signature of 'close'
process.exit(code ?? 1);
