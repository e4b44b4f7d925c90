/** Rust: programs back to the binary target of the crate that a build made them of. */
import type { Word } from '../../model/production.ts';
import { isFromElsewhere, madeBy } from './builds/made.ts';
import { binariesOf } from './rust/crates.ts';
import type { Binary } from './rust/crates.ts';
import { basename, dirname, relativeTo } from '../paths.ts';
import { directoriesOf, nothingResolved } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const rust: ResolvedEntry = { ...nothingResolved, ecosystem: 'rust', language: 'rust' };

const entry = (file: string): ResolvedEntry => ({
  ...rust,
  entryPoint: { file, symbol: null, asMain: true },
  unresolved: null,
});

export const rustResolver: EntryResolver = {
  ecosystem: 'rust',
  async resolve(name, words, question) {
    if (name === 'cargo') return cargoRun(words, question);
    const [program] = question.argv;
    if (program === undefined || program.dynamic) return null;
    const made = await madeBy(program, question);
    const built = made.filter(
      ({ path, steps }) =>
        /\/target\/(?:[\w.-]+\/)?(?:release|debug|[\w-]+)\/[^/]+$/.test(path) ||
        steps.some(({ words: all }) =>
          all.slice(0, 2).some((word) => /^(?:xx-|x)?cargo(?:-zigbuild|-chef)?$|^cross$/.test(basename(word))),
        ),
    );
    const binaries = built.length === 0 ? [] : await binariesOf(question.repository);
    // The name that the build gave it stands before the one that it was copied to.
    for (const { path } of [...built].reverse()) {
      const file = sole(binaries, basename(path), question);
      if (file !== null) return entry(file);
    }
    return null;
  },
  async declared(name, question) {
    const [program] = question.argv;
    if (program === undefined || question.isArgument || isFromElsewhere(program, question)) return null;
    const file = sole(await binariesOf(question.repository), name, question);
    return file === null ? null : entry(file);
  },
};

/** The binary of a name: of several, the one that the image's folder or the process's holds. */
function sole(binaries: readonly Binary[], name: string, question: EntryQuestion): string | null {
  const plain = name.replace(/[-_.](?:linux|darwin)(?:[-_.]\w+)?$|[-_.](?:amd64|arm64|x86_64|aarch64)$/, '');
  const found = binaries.filter((binary) => binary.name === plain);
  const [only] = found;
  if (found.length <= 1) return only?.file ?? null;
  const home = question.image === null ? '.' : dirname(question.image.file);
  const near = found.filter(({ file }) => home !== '.' && relativeTo(home, file) !== null);
  return near.length === 1 ? (near[0]?.file ?? null) : null;
}

/** `cargo run --bin api`, `cargo run -p shop-api`. */
async function cargoRun(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const values = words.map(({ value }) => value);
  const before = values.includes('--') ? values.slice(0, values.indexOf('--')) : values;
  if (!before.some((value) => value === 'run' || value === 'r'))
    return { ...rust, unresolved: '`cargo` runs no program here' };
  const after = (...flags: readonly string[]): string | null => {
    const at = before.findIndex((value) => flags.includes(value.split('=')[0] ?? ''));
    return at < 0 ? null : (before[at]?.split('=')[1] ?? before[at + 1] ?? null);
  };
  const binaries = await binariesOf(question.repository);
  const [name, crate] = [after('--bin'), after('-p', '--package')];
  const here = directoriesOf(question.directory, question);
  const own = binaries.filter(
    (binary) =>
      (name === null || binary.name === name) &&
      (crate === null || binary.crate === crate) &&
      (name !== null || crate !== null || here.includes(binary.directory)),
  );
  const chosen = own.length === 1 ? own[0] : own.find((binary) => binary.isDefault);
  return chosen === undefined ? { ...rust, unresolved: 'the binary of `cargo run` was not found' } : entry(chosen.file);
}
