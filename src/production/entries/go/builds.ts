/** `go build`, `go install` and `go run` as they stand in builds: which packages, and what the program is called. */
import { basename, joinAbsolute } from '../../paths.ts';
import type { BuildStep } from '../builds/steps.ts';
import { parseArguments } from '../programArguments.ts';
import type { Word } from '../../../model/production.ts';

export interface GoBuild {
  /** As written behind `-o`, absolute; null where the package names the program. */
  readonly output: string | null;
  /** The output is a folder: programs in it are named by their packages. */
  readonly intoFolder: boolean;
  /** Folders, files or import paths, as written; `.` where none is. */
  readonly packages: readonly string[];
  readonly directory: string;
  /** What `go mod init` called a module that is made in the build. */
  readonly initialised: string | null;
}

const valueFlags = (
  '-o -ldflags -tags -gcflags -asmflags -mod -modfile -p -buildmode -compiler -installsuffix -pkgdir -toolexec ' +
  '-overlay -pgo -C -covermode -coverpkg -buildvcs -exec -trimpath-prefix'
).split(' ');

/** Flags of these take their values behind `=` as often as in the next word. */
const flagsWithoutValue = new Set(['-trimpath', '-v', '-a', '-x', '-n', '-race', '-i', '-work', '-buildvcs', '-msan']);

export function goBuilds(steps: readonly BuildStep[]): readonly GoBuild[] {
  let initialised: string | null = null;
  const found: GoBuild[] = [];
  for (const { words, directory } of steps) {
    const at = words.slice(0, 3).findIndex((word) => /^(?:xx-)?go(?:[\d.]+)?$|^garble$/.test(basename(word)));
    if (at < 0) continue;
    // `go -C api build` is `go build -C api`.
    const moved = words[at + 1] === '-C' ? (words[at + 2] ?? '.') : null;
    const [command, ...rest] = words.slice(moved === null ? at + 1 : at + 3);
    if (command === 'mod' && rest[0] === 'init') initialised = rest[1] ?? null;
    if (command !== 'build' && command !== 'install') continue;
    const made = argumentsOf(rest);
    const output = command === 'install' ? null : (made.flag('-o')?.value ?? null);
    const packages = made.positionals.map(({ value }) => value).filter((value) => !value.includes('@'));
    if (packages.length === 0 && made.positionals.length > 0) continue;
    const from = joinAbsolute(directory, moved ?? made.flag('-C')?.value ?? '.');
    found.push({
      output: output === null ? null : joinAbsolute(from, output),
      intoFolder: output !== null && /(?:\/|^\.{1,2})$/.test(output),
      packages: packages.length === 0 ? ['.'] : packages,
      directory: from,
      initialised,
    });
  }
  return found;
}

/** Words of a build have no places: nothing is edited there. */
function argumentsOf(words: readonly string[]): ReturnType<typeof parseArguments> {
  const range = { start: 0, end: 0 };
  const made = words
    .map((value) => value.replace(/^--(?=[a-zA-Z])/, '-'))
    .flatMap((value) => {
      const inline = /^(-[a-zA-Z]+)=([^]*)$/.exec(value);
      return inline === null
        ? [value]
        : flagsWithoutValue.has(inline[1] ?? '')
          ? []
          : [inline[1] ?? '', inline[2] ?? ''];
    })
    .map((value): Word => ({ file: '', range, value, style: 'words', exact: false, dynamic: false }));
  return parseArguments(made, valueFlags);
}

/** What `go build` calls the program of a package: its last segment, without the major version. */
export function programName(importPath: string): string {
  const segments = importPath.replace(/\/+$/, '').split('/');
  const last = segments.at(-1) ?? '';
  const name = /^v\d+$/.test(last) && segments.length > 1 ? (segments.at(-2) ?? last) : last;
  return name.replace(/\.go$/, '');
}
