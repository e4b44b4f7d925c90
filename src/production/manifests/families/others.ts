/** .NET, Go, Ruby, PHP, Rust and Elixir: what a manifest says of others beside it. */
import { ancestors, basename, dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { existing, nothingLinked, type Brought, type ManifestFamily } from './family.ts';

const isProject = (name: string): boolean => /\.(?:cs|fs|vb)proj$/.test(name);

export const dotnetFamily: ManifestFamily = {
  ecosystem: 'dotnet',
  claims: isProject,
  async links(file, text, repository) {
    const here = dirname(file);
    const files: (string | null)[] = [];
    const own: string[] = [];
    let closed = true;
    for (const match of text.matchAll(/<ProjectReference\s[^>]*?\bInclude="([^"]+)"/g)) {
      const path = join(here, (match[1] ?? '').replaceAll('\\', '/'));
      if (path === null || !repository.isFile(path)) closed = false;
      else own.push(basename(path).replace(/\.\w+$/, ''));
      files.push(path);
    }
    for (const match of text.matchAll(/<Import\s[^>]*?\bProject="([^"]+)"/g)) {
      const path = join(here, (match[1] ?? '').replaceAll('\\', '/'));
      if (path === null || !repository.isFile(path))
        closed = closed && /^\$\((?:\[?MSBuild|VSTools)/.test(match[1] ?? '');
      files.push(path);
    }
    if (isProject(file)) {
      const shared = ['Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props'];
      for (const above of ancestors(here)) files.push(...shared.map((name) => join(above, name)));
    }
    return { files: existing(files, repository), closed, own };
  },
};

export const goFamily: ManifestFamily = {
  ecosystem: 'go',
  claims: (name) => name === 'go.mod',
  async links(file, text, repository) {
    const beside = [...text.matchAll(/=>\s*(\.{1,2}\/[^\s]+)\s*$/gm)].map((match) =>
      join(dirname(file), `${match[1] ?? ''}/go.mod`),
    );
    return { files: existing(beside, repository), closed: true };
  },
};

export const rubyFamily: ManifestFamily = {
  ecosystem: 'ruby',
  claims: (name) => name === 'Gemfile' || name === 'gems.rb',
  async links(file, text, repository) {
    const here = dirname(file);
    const files: (string | null)[] = [];
    let closed = true;
    const specifications = (directory: string): string[] =>
      repository.filesBelow(directory).filter((path) => dirname(path) === directory && path.endsWith('.gemspec'));
    if (/^\s*gemspec\b/m.test(text)) files.push(...specifications(here));
    for (const match of text.matchAll(/\bpath:?\s*(?:=>)?\s*["']([^"']+)["']/g)) {
      const place = join(here, match[1] ?? '');
      if (place !== null) files.push(...specifications(place));
    }
    for (const match of text.matchAll(/^\s*eval_gemfile\b[^"'\n]*["']([^"']+)["']/gm)) {
      const path = join(here, match[1] ?? '');
      if (path === null || !repository.isFile(path)) closed = false;
      files.push(path);
    }
    return { files: existing(files, repository), closed };
  },
  async brought(file, repository) {
    const text = await beside(file, 'Gemfile.lock', repository);
    const found: Brought[] = [];
    let by = '';
    for (const line of text.split('\n')) {
      const [, indent = '', name = ''] = /^( {4}| {6})([\w.-]+)(?: \(|$)/.exec(line) ?? [];
      if (indent.length === 4) by = name;
      if (indent.length === 6) found.push({ name, by });
    }
    return found;
  },
};

export const phpFamily: ManifestFamily = {
  ecosystem: 'php',
  claims: (name) => name === 'composer.json',
  links: () => Promise.resolve(nothingLinked),
  async brought(file, repository) {
    const text = await beside(file, 'composer.lock', repository);
    const end = text.indexOf('"packages-dev"');
    const found: Brought[] = [];
    for (const part of text.slice(0, end < 0 ? text.length : end).split(/^ {8}\{$/m)) {
      const by = /^ {12}"name": "([^"]+)"/m.exec(part)?.[1] ?? '';
      const required = /^ {12}"require": \{([^}]*)\}/m.exec(part)?.[1] ?? '';
      for (const [, name = ''] of required.matchAll(/"([\w.-]+\/[\w.-]+)"/g)) found.push({ name, by });
    }
    return found;
  },
};

async function beside(file: string, name: string, repository: Repository): Promise<string> {
  const path = join(dirname(file), name);
  return path === null || !repository.isFile(path) ? '' : ((await repository.read(path)) ?? '');
}

export const rustFamily: ManifestFamily = {
  ecosystem: 'rust',
  claims: (name) => name === 'Cargo.toml',
  async links(file, text, repository) {
    const here = dirname(file);
    const files = pathsOf(text).map((path) => join(here, `${path}/Cargo.toml`));
    const inherited = new Set(
      [...text.matchAll(/^([A-Za-z][\w-]*)(?:\.workspace|\s*=\s*\{[^}\n]*\bworkspace)\s*=\s*true/gm)].map(
        (match) => match[1] ?? '',
      ),
    );
    const inheritedOwn: string[] = [];
    for (const above of inherited.size === 0 ? [] : ancestors(here)) {
      const path = join(above, 'Cargo.toml');
      const outer = path === null || !repository.isFile(path) ? null : await repository.read(path);
      const listed =
        outer === null ? undefined : /^\[workspace\.dependencies\]([^]*?)(?=^\[|(?![^]))/m.exec(outer)?.[1];
      if (listed === undefined) continue;
      for (const line of listed.split('\n')) {
        const name = /^([A-Za-z][\w-]*)\s*=/.exec(line)?.[1];
        const [own] = name !== undefined && inherited.has(name) ? pathsOf(line) : [];
        if (own === undefined) continue;
        files.push(join(above, `${own}/Cargo.toml`));
        inheritedOwn.push(name ?? '');
      }
      break;
    }
    const own = [...text.matchAll(/^([A-Za-z][\w-]*)\s*=\s*\{[^}\n]*\bpath\s*=/gm)].map((match) => match[1] ?? '');
    return { files: existing(files, repository), closed: true, own: [...own, ...inheritedOwn] };
  },
};

const pathsOf = (text: string): string[] =>
  [...text.matchAll(/\bpath\s*=\s*"([^"]+)"/g)].map((match) => match[1] ?? '').filter((path) => !path.endsWith('.rs'));

export const elixirFamily: ManifestFamily = {
  ecosystem: 'elixir',
  claims: (name) => name === 'mix.exs',
  async links(file, text, repository) {
    const here = dirname(file);
    const beside = [...text.matchAll(/\{\s*:\w+\s*,[^{}]*\bpath:\s*"([^"]+)"/g)].map((match) => match[1] ?? '');
    const umbrella = [...text.matchAll(/\{\s*:(\w+)\s*,[^{}]*\bin_umbrella:\s*true/g)].map(
      (match) => `../${match[1] ?? ''}`,
    );
    const apps = /\bapps_path:\s*"([^"]+)"/.exec(text)?.[1];
    const below =
      apps === undefined
        ? []
        : repository.filesNamed('mix.exs').filter((path) => dirname(dirname(path)) === join(here, apps));
    const files = [...beside, ...umbrella].map((path) => join(here, `${path}/mix.exs`));
    return { files: [...existing(files, repository), ...below], closed: true };
  },
};
