/** `go.mod`: modules that the code imports itself. What only others import is marked as indirect and is left out. */
import { blanked, dependenciesBy, longestManifest, type ManifestReader } from './dependency.ts';

export const goModReader: ManifestReader = {
  ecosystem: 'go',
  claims: (name) => name === 'go.mod',
  read(file, text) {
    const direct = blanked(
      text.slice(0, longestManifest),
      /^.*\/\/ indirect\b.*$|^\s*(?:replace|exclude|retract|tool)\s*\([^)]*\)|^\s*(?:module|replace|exclude|retract|tool)\s.*$/gm,
    );
    return dependenciesBy(/^\s*(?:require\s+)?([\w.-]+\.[\w-]+\/[^\s()]+)\s+(v[^\s/]+)/gm, 'go', file, direct);
  },
};
