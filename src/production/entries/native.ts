/** C and C++: programs that CMake builds, back to the source file with `main`. */
import { madeBy } from './builds/made.ts';
import { basename, dirname, join, relativeTo } from '../paths.ts';
import { nothingResolved } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const native: ResolvedEntry = { ...nothingResolved, ecosystem: 'native', language: 'c++' };

export const nativeResolver: EntryResolver = {
  ecosystem: 'native',
  async resolve(name, _, question) {
    const [program] = question.argv;
    if (program === undefined || program.dynamic) return null;
    const made = await madeBy(program, question);
    const built = made.some(({ steps }) =>
      steps.some(({ words: [first = ''] }) => /^(?:cmake|ninja)$/.test(basename(first))),
    );
    const file = built ? await targetSource(name, question) : null;
    return file === null ? null : { ...native, entryPoint: { file, symbol: null, asMain: true }, unresolved: null };
  },
};

/** `add_executable(api src/main.cpp …)`. */
async function targetSource(name: string, { repository, image }: EntryQuestion): Promise<string | null> {
  const home = image === null ? '.' : dirname(image.file);
  const lists = repository.filesNamed('CMakeLists.txt').slice(0, 300);
  const near = [...lists.filter((path) => relativeTo(home, path) !== null), ...lists];
  for (const path of near) {
    const text = await repository.read(path);
    if (text === null) continue;
    const project = /^\s*project\s*\(\s*"?([\w.-]+)/im.exec(text)?.[1] ?? '';
    for (const match of text.matchAll(/^\s*add_executable\s*\(\s*([^\s)]+)([^)]*)\)/gim)) {
      const target = (match[1] ?? '').replace(/\$\{(?:CMAKE_)?PROJECT_NAME\}/, project);
      if (target !== name) continue;
      for (const written of (match[2] ?? '').split(/\s+/)) {
        const file = join(
          dirname(path),
          written.replace(/^"|"$|\$\{(?:CMAKE_CURRENT_SOURCE_DIR|PROJECT_SOURCE_DIR)\}\//g, ''),
        );
        const source = file === null || !/\.(?:c|cc|cpp|cxx)$/.test(file) ? null : await repository.read(file);
        if (source !== null && /\bmain\s*\(/.test(source)) return file;
      }
    }
  }
  return null;
}
