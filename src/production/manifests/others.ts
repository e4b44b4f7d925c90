/** Manifests of .NET, Ruby, PHP and Rust: one package to a line or an element, by the name of its registry. */
import { blanked, dependenciesBy, longestManifest, type Dependency, type ManifestReader } from './dependency.ts';

export const dotnetProjectReader: ManifestReader = {
  ecosystem: 'dotnet',
  claims: (name) => /\.(?:cs|fs|vb)proj$|^Directory\.Build\.(?:props|targets)$/.test(name),
  read(file, text) {
    const own = blanked(text.slice(0, longestManifest), /<!--[^]*?-->/g);
    return [
      ...dependenciesBy(
        /<PackageReference\s[^>]*?\bInclude="([^"]+)"(?:[^>]*?\bVersion="([^"]*)")?/g,
        'dotnet',
        file,
        own,
      ),
      // A project beside this one may bring what it needs itself.
      ...dependenciesBy(
        /<ProjectReference\s[^>]*?\bInclude="(?:[^"]*[\\/])?([^"\\/]+)\.\w+proj"/g,
        'dotnet',
        file,
        own,
      ),
    ];
  },
};

export const gemfileReader: ManifestReader = {
  ecosystem: 'ruby',
  claims: (name) => name === 'Gemfile',
  read(file, text) {
    const own = blanked(
      text.slice(0, longestManifest),
      /^[ \t]*#.*$|^group\b[^\n]*:(?:development|test)\b[^\n]*\bdo\b[^]*?^end\b/gm,
    );
    const gems = dependenciesBy(/^[ \t]*gem[ \t(]+["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?/gm, 'ruby', file, own);
    return gems.flatMap((gem): Dependency[] => {
      const options = own.slice(gem.range.end, statementEnd(own, gem.range.end));
      const groups = /\bgroups?(?:\s*=>|:)\s*(\[[^\]]*\]|:\w+)/.exec(options)?.[1] ?? '';
      const isAside = /:(?:development|test)\b/.test(groups) && !/:(?:production|default)\b/.test(groups);
      return isAside ? [] : [{ ...gem, ...loadsOf(options) }];
    });
  },
};

/** What stands behind a gem's name, over lines that end with a comma. */
function statementEnd(text: string, from: number): number {
  let end = from;
  do {
    const newline = text.indexOf('\n', end + 1);
    end = newline < 0 ? text.length : newline;
  } while (end < text.length && /,\s*$/.test(text.slice(from, end)));
  return end;
}

/** `require: false`, `require: 'datadog/auto_instrument'`, `require: ['a', 'b']`. */
function loadsOf(options: string): Pick<Dependency, 'loads'> {
  const written = /\brequire(?:\s*=>|:)\s*(false|\[[^\]]*\]|["'][^"']*["'])/.exec(options)?.[1];
  if (written === undefined) return {};
  return { loads: [...written.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? '') };
}

/** `*.gemspec`: gems that it needs to run. */
export const gemspecReader: ManifestReader = {
  ecosystem: 'ruby',
  claims: (name) => name.endsWith('.gemspec'),
  read: (file, text) =>
    dependenciesBy(
      /^[^#\n]*\.add(?:_runtime)?_dependency[ \t(]+["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?/gm,
      'ruby',
      file,
      text.slice(0, longestManifest),
    ),
};

/** `mix.exs`: what a release starts, so nothing that is only for development, tests or the build. */
export const mixReader: ManifestReader = {
  ecosystem: 'elixir',
  claims: (name) => name === 'mix.exs',
  read(file, text) {
    // `#{…}` in a path would end the tuple.
    const own = blanked(blanked(text.slice(0, longestManifest), /^\s*#.*$/gm), /#\{[^{}]*\}/g);
    const found = dependenciesBy(/\{\s*:(\w+)\s*,\s*(?:"([^"]*)")?[^{}]*\}/g, 'elixir', file, own);
    return found.filter(({ range }) => {
      const rest = own.slice(range.end, own.indexOf('}', range.end));
      const only = /\bonly:\s*(\[[^\]]*\]|:\w+)/.exec(rest)?.[1];
      return (only === undefined || only.includes(':prod')) && !/\bruntime:\s*false\b/.test(rest);
    });
  },
};

export const composerReader: ManifestReader = {
  ecosystem: 'php',
  claims: (name) => name === 'composer.json',
  read(file, text) {
    const own = blanked(text.slice(0, longestManifest), /"require-dev"\s*:\s*\{[^{}]*\}/g);
    const required = /"require"\s*:\s*\{[^{}]*\}/.exec(own);
    if (required === null) return [];
    const before = ' '.repeat(required.index);
    return dependenciesBy(/"([\w.-]+\/[\w.-]+)"\s*:\s*"([^"]*)"/g, 'php', file, before + required[0]);
  },
};

export const cargoReader: ManifestReader = {
  ecosystem: 'rust',
  claims: (name) => name === 'Cargo.toml',
  read(file, text) {
    const own = blanked(
      text.slice(0, longestManifest),
      /^\[(?!(?:target\.[^\]]+\.)?dependencies\])[^\]\n]*\][^]*?(?=^\[|(?![^]))/gm,
    );
    return dependenciesBy(
      /^([A-Za-z][\w-]*)(?:\.workspace)?\s*=\s*(?:\{[^}\n]*?\bversion\s*=\s*)?(?:"([^"]*)")?/gm,
      'rust',
      file,
      own,
    );
  },
};
