/** Secrets in files of settings: by their form as in code, and in what production's own files give to names that open something. */
import { encryptedFile, isOfProduction, nameOfOther, reference, secretName } from '../../knowledge/secretFiles.ts';
import { isRealSecret } from '../../knowledge/secrets.ts';
import type { Range } from '../../model/text.ts';

export interface NamedSecret {
  readonly name: string;
  readonly range: Range;
}

/** Longer files are data. UTF-16 code units. */
export const longestSettings = 200_000;

/** A line of YAML, `.env`, properties, TOML, INI or JSON: a name and a value. */
const setting =
  /^[ \t]*(?:export[ \t]+|-[ \t]+)?["']?(?<name>[A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(?<quote>["']?)(?<value>[^\s"'#][^"'\n]*?)\k<quote>[ \t]*,?[ \t]*(?:#.*)?\r?$/gm;

/** Nothing in files that are encrypted, and in those that are not production's by path or by kind. */
export function namedSecrets(path: string, text: string): readonly NamedSecret[] {
  if (encryptedFile.test(text) || text.length > longestSettings) return [];
  const inManifest = secretManifests(text);
  if (!isOfProduction(path) && inManifest.length === 0) return [];
  const found: NamedSecret[] = [];
  let lastName: string | null = null;
  for (const match of text.matchAll(setting)) {
    const { name = '', value = '' } = match.groups ?? {};
    const start = match.index + match[0].lastIndexOf(value);
    // A list of variables of a container has name and value on lines of their own.
    const named = name === 'value' && lastName !== null ? lastName : name;
    lastName = name === 'name' ? value : null;
    const manifest = inManifest.find(({ range }) => start >= range.start && start < range.end);
    if (manifest === undefined && !isOfProduction(path)) continue;
    const plain = manifest?.isEncoded === true ? decoded(value) : value;
    if (plain === null || !secretName.test(named) || nameOfOther.test(named)) continue;
    if (isRandom(plain)) found.push({ name: named, range: { start, end: start + value.length } });
  }
  return found;
}

interface Manifest {
  readonly range: Range;
  readonly isEncoded: boolean;
}

/** Blocks of data in Secrets of Kubernetes. */
function secretManifests(text: string): Manifest[] {
  const found: Manifest[] = [];
  let at = 0;
  for (const part of text.split(/^---.*$/m)) {
    const start = text.indexOf(part, at);
    at = start + part.length;
    if (!/^kind:\s*["']?Secret["']?\s*(?:#.*)?$/m.test(part)) continue;
    for (const block of part.matchAll(/^(data|stringData):[ \t]*\r?\n((?:[ \t]+.*(?:\r?\n|$)|\r?\n)+)/gm)) {
      const first = start + block.index;
      found.push({ range: { start: first, end: first + block[0].length }, isEncoded: block[1] === 'data' });
    }
  }
  return found;
}

function decoded(value: string): string | null {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) || value.length % 4 !== 0) return null;
  const text = fromBase64(value);
  return /^[\x20-\x7e\r\n]+$/.test(text) ? text.trim() : null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(value: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const letter of value.replace(/=+$/, '')) {
    held = (held << 6) | alphabet.indexOf(letter);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 255);
  }
  return text;
}

/** As a generator of passwords and keys writes it: what somebody typed in words is more often a placeholder. */
function isRandom(value: string): boolean {
  if (value.length < 12 || value.length > 512 || /\s/.test(value) || reference.test(value)) return false;
  if (!isRealSecret(value, undefined)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const isHexadecimal = /^[0-9a-f]{24,}$/i.test(value) && /\d/.test(value) && /[a-f]/i.test(value);
  if (!isHexadecimal && (kinds < 3 || !/\d/.test(value))) return false;
  // Words between separators, versions, names: little of it changes from one letter to the next.
  const letters = value.replace(/[^A-Za-z0-9]/g, '');
  const runs = letters.match(/[a-z]{5,}|[A-Z]{5,}/g) ?? [];
  const inWords = runs.reduce((sum, run) => sum + run.length, 0);
  return inWords < letters.length / 2;
}
