/** Manifests of .NET, Ruby, PHP and Rust: one package to a line or an element, by the name of its registry. */
import { blanked, dependenciesBy, longestManifest, type ManifestReader } from './dependency.ts';

export const dotnetProjectReader: ManifestReader = {
  ecosystem: 'dotnet',
  claims: (name) => /\.(?:cs|fs|vb)proj$/.test(name),
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
    return dependenciesBy(/^[ \t]*gem[ \t(]+["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?/gm, 'ruby', file, own);
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
