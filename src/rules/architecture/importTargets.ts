/** Files of the repository that an import may stand for, by the rules of its language. */
import type { ImportFact } from '../../model/facts.ts';

const endings: Readonly<Record<string, readonly string[]>> = {
  node: ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '/index.ts', '/index.tsx', '/index.js'],
  python: ['.py', '/__init__.py'],
  jvm: ['.java', '.kt'],
  ruby: ['.rb'],
  rust: ['.rs', '/mod.rs'],
  go: ['/*.go'],
};

/**
 * Paths it may be, most of which are not there: whoever asks compares them with globs.
 * @param path of the file that imports
 * @param packages dependencies of the service, none of which is a file of it
 */
export function importTargets(
  ecosystem: string,
  path: string,
  { module, names }: ImportFact,
  packages: readonly string[],
): string[] {
  const ends = endings[ecosystem];
  const stems = ends === undefined ? [] : stemsOf(ecosystem, path, module, names, packages);
  return stems.flatMap((stem) => (ends ?? []).map((end) => (end === '/*.go' ? `${stem}/any.go` : stem + end)));
}

function stemsOf(
  ecosystem: string,
  path: string,
  module: string,
  names: ImportFact['names'],
  packages: readonly string[],
): string[] {
  const folder = path.split('/').slice(0, -1);
  switch (ecosystem) {
    case 'node':
      if (module.startsWith('.')) return joined(folder, module.replace(/\.(?:[cm]?js|jsx)$/, ''));
      // What stands behind an alias is a matter of settings: the folders that it usually is.
      return /^[@~]\//.test(module) ? ancestors(folder).flatMap((one) => below(one, module.slice(2), ['', 'src'])) : [];
    case 'python': {
      const inner = names.map(({ name }) => name).filter((name) => /^[a-z_]\w*$/.test(name));
      const dots = /^\.*/.exec(module)?.[0].length ?? 0;
      const parts = module.slice(dots).split('.').filter(Boolean);
      const bases = dots > 0 ? [folder.slice(0, folder.length - dots + 1)] : ancestors(folder);
      if (dots === 0 && packages.includes(parts[0] ?? '')) return [];
      return bases.flatMap((base) => {
        const own = [...base, ...parts];
        return [own.join('/'), ...inner.map((name) => [...own, name].join('/'))];
      });
    }
    case 'jvm': {
      const root = /^(.*?\/?)(?:java|kotlin)\//.exec(path)?.[0] ?? '';
      const own = module.replace(/\.\*$/, '.Any').replaceAll('.', '/');
      return root === '' || !isOfSameOwner(path.slice(root.length), own)
        ? []
        : [root + own, ...names.map(({ name }) => `${root}${own}/${name}`)];
    }
    case 'ruby':
      return module.startsWith('.') ? joined(folder, module) : [];
    case 'rust': {
      const source = path.lastIndexOf('src/');
      const own = /^crate::(.+)$/.exec(module)?.[1];
      if (own === undefined || source === -1) return [];
      return [path.slice(0, source + 4) + own.replaceAll('::', '/')];
    }
    case 'go': {
      if (packages.some((one) => module === one || module.startsWith(`${one}/`))) return [];
      const parts = module.split('/');
      // The module's own name comes first, then the folder; only a path with a host is one of a module.
      return parts[0]?.includes('.') === true ? parts.map((_, index) => parts.slice(index).join('/')).slice(2) : [];
    }
    default:
      return [];
  }
}

/** Names that many owners share come before the owner's: `com/shop`, `uk/gov/pay`. */
const shared =
  /^(?:[a-z]{2}\/(?:gov|gouv|co|com|ac|org|nhs|edu|net)|gov\/[a-z]{2}|(?:com|io)\/(?:github|gitlab)|org\/apache)\//;

/** Packages of one owner begin alike; what is of others is no file here, whatever its folders are called. */
function isOfSameOwner(path: string, other: string): boolean {
  const [one, two] = [path.split('/'), other.split('/')];
  const alike = one.findIndex((part, index) => part !== two[index]);
  // Packages without an owner's name are told by nothing.
  const wanted = Math.min(shared.test(path) ? 3 : 2, one.length - 2);
  return alike === -1 || alike >= wanted;
}

function joined(folder: readonly string[], module: string): string[] {
  const parts = [...folder];
  for (const part of module.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return [];
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return [parts.join('/')];
}

/** The folder, and those around it, the root last. */
function ancestors(folder: readonly string[]): string[][] {
  return [...folder.map((_, index) => folder.slice(0, folder.length - index)), []];
}

function below(folder: readonly string[], module: string, roots: readonly string[]): string[] {
  return roots.map((root) => [...folder, root, module].filter(Boolean).join('/'));
}
