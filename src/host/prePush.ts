/** The git hook that runs the checklist before a push. A hook that somebody else wrote keeps what it does. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isBelow } from './nodeFiles.ts';
import { gitText } from './git.ts';
import type { SetupPlan } from './setup.ts';

const start = '# prodaware:start';
const end = '# prodaware:end';

/** Paths are relative to the root; a folder of hooks elsewhere (shared by all repositories) is left alone. */
export async function prePushPlan(root: string, program: string): Promise<SetupPlan> {
  const folder = await hooksFolder(root);
  if (folder === null) return { changes: [], refused: ['there is no git repository here for a pre-push hook'] };
  const target = path.join(folder, 'pre-push');
  if (!isBelow(root, target))
    return { changes: [], refused: [`${target} is outside the repository: no hook is written`] };
  const file = path.relative(root, target).replaceAll(path.sep, '/');
  const before = existsSync(target) ? readFileSync(target, 'utf8') : null;
  const block = [start, `${program} checklist || exit 1`, end].join('\n');
  if (before === null) return { changes: [{ file, before, after: `#!/bin/sh\n${block}\n` }], refused: [] };
  if (!/^#!.*\b(sh|bash|zsh|dash|ksh)\b/.test(before)) {
    return { changes: [], refused: [`${file} is no shell script and is left as it is`] };
  }
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  if (from !== -1 && to > from) {
    const after = before.slice(0, from) + block + before.slice(to + end.length);
    return { changes: after === before ? [] : [{ file, before, after }], refused: [] };
  }
  // First: what is there may end the script, and reads the standard input that this leaves alone.
  const line = before.indexOf('\n') + 1;
  const after = line === 0 ? `${before}\n${block}\n` : `${before.slice(0, line)}${block} \n${before.slice(line)}`;
  return { changes: [{ file, before, after: after.replace(`${end} \n`, `${end}\n`) }], refused: [] };
}

/** Absolute; null outside a repository. */
async function hooksFolder(root: string): Promise<string | null> {
  try {
    const top = (await gitText(root, ['rev-parse', '--show-toplevel'])).trim();
    const common = (await gitText(root, ['rev-parse', '--path-format=absolute', '--git-common-dir'])).trim();
    // `core.hooksPath` is off for every git that we run, so it is read where it is written.
    const set = await gitText(root, ['config', '--file', path.join(common, 'config'), '--get', 'core.hooksPath']).catch(
      () => '',
    );
    return set.trim() === '' ? path.join(common, 'hooks') : path.resolve(top, set.trim());
  } catch {
    return null;
  }
}
