/** Commands that Python packages declare. */
import { ancestors, join } from '../../paths.ts';
import type { EntryQuestion, ResolvedEntry } from '../question.ts';
import { moduleFile, python, rootsOf } from './modules.ts';

/** A command that a package of the repository declares: `[project.scripts]` and its older kin. */
export async function consoleScript(name: string, question: EntryQuestion): Promise<ResolvedEntry | null> {
  const { repository } = question;
  const roots = rootsOf([], question);
  const directories = [...new Set(roots.flatMap((root) => ancestors(root)))];
  for (const directory of directories.slice(0, 40)) {
    for (const manifest of ['pyproject.toml', 'setup.cfg', 'setup.py']) {
      const text = await repository.read(join(directory, manifest) ?? manifest);
      const object = text === null ? null : declaredScript(manifest, text, name);
      if (object === null) continue;
      const [module = '', symbol] = object.split(':');
      const all = [...new Set([directory, join(directory, 'src') ?? directory, ...roots])];
      const file = moduleFile(module, all, question);
      if (file !== null) {
        return { ...python, entryPoint: { file, symbol: symbol ?? null, asMain: false }, unresolved: null, roots: all };
      }
    }
  }
  return null;
}

/** `name = "package.module:function"` below one of the sections that declare commands. */
function declaredScript(manifest: string, text: string, name: string): string | null {
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[+([^\]]+)\]+/.exec(line);
    if (header !== null) section = (header[1] ?? '').trim();
    const inScripts = /(^|\.)(scripts|gui-scripts)$|entry_points/.test(section) || manifest === 'setup.py';
    const match = /^\s*["']?([\w.-]+)\s*=\s*["']?([\w.]+:[\w.]+)/.exec(line);
    if (inScripts && match?.[1] === name) return match[2] ?? null;
  }
  return null;
}
