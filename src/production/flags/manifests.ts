/** The feature flags that files of the repository define. */
import { flagProviderNamed } from '../../knowledge/flags.ts';
import { globMatcher } from '../../model/glob.ts';
import type { FlagManifest } from '../../model/production.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import type { Fault } from '../../model/source.ts';
import { basename } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { artifactFault, type DataNode } from '../text/dataTree.ts';
import { readToml } from '../text/toml.ts';
import { readXml } from '../text/xml.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { flagFormats } from './index.ts';
import type { FlagFormat } from './format.ts';

const mostManifests = 2000;
const mostFlags = 5000;
const longestManifest = 1_000_000;

/** Copies for tests, examples and one's own machine say nothing of production. */
const elsewhere =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures|testdata|mocks?|__mocks__|examples?|samples?|docs?|demos?|dev|local|development|node_modules|vendor|build|dist|target|bin|obj)\/|(?:^|\/)[^/]*[._-](?:dev|development|local|test|tests|testing|example|sample|staging)\.[^/]+$/i;

const matchers = flagFormats.map((format) => ({ format, matcher: globMatcher(format.files) }));
const anyFormat = globMatcher(flagFormats.flatMap(({ files }) => files));

export interface FlagManifests {
  readonly manifests: readonly FlagManifest[];
  readonly faults: readonly Fault[];
}

export async function readFlagManifests(repository: Repository, profile: LoadedProfile | null): Promise<FlagManifests> {
  const manifests: FlagManifest[] = [];
  const faults: Fault[] = [];
  const declared = profile?.value.flags?.manifest;
  const path = declared === undefined ? null : declared.replace(/^\.\//, '');
  if (path !== null && profile !== null && repository.isFile(path)) {
    const text = await repository.read(path);
    const found = text === null ? null : manifestOf(path, text, formatsFor(profile));
    if (found === null) {
      const message =
        'this lists no flags that could be read: JSON, YAML, TOML or XML of a known form, or a map by key';
      if (text !== null) faults.push(artifactFault(path, { start: 0, end: Math.min(1, text.length) }, message));
    } else {
      const provider = providerOf(found, profile);
      manifests.push({ ...found, provider, complete: true, declared: true });
    }
  }
  for (const candidate of repository.paths) {
    if (manifests.length >= mostManifests) break;
    if (candidate === path) continue;
    const lower = candidate.toLowerCase();
    if (!anyFormat.matches(lower) || elsewhere.test(candidate)) continue;
    const formats = matchers.filter(({ matcher }) => matcher.matches(lower)).map(({ format }) => format);
    const text = await repository.read(candidate);
    const found = text === null ? null : manifestOf(candidate, text, formats);
    if (found !== null && found.flags.length > 0) manifests.push(found);
  }
  return { manifests, faults };
}

/** Those of the profile's provider first: some forms look alike. */
function formatsFor(profile: LoadedProfile): readonly FlagFormat[] {
  const named = profile.value.flags?.provider;
  const provider = named === undefined ? null : flagProviderNamed(named);
  const own = flagFormats.filter((format) => format.provider === provider);
  const rest = flagFormats.filter((format) => format.provider !== provider && format.name !== 'list of flags');
  return [...own, ...rest, ...flagFormats.filter(({ name }) => name === 'list of flags')];
}

/** A list that belongs to no provider belongs to the profile's. */
function providerOf(manifest: FlagManifest, profile: LoadedProfile): string {
  const named = profile.value.flags?.provider;
  const provider = named === undefined ? null : flagProviderNamed(named);
  return manifest.provider === 'helper' ? (provider ?? manifest.provider) : manifest.provider;
}

function manifestOf(path: string, text: string, formats: readonly FlagFormat[]): FlagManifest | null {
  if (text.length > longestManifest) return null;
  const root = treeOf(path, text);
  if (root === null) return null;
  for (const format of formats) {
    const flags = format.read(root, path);
    if (flags === null) continue;
    const { name, provider, complete } = format;
    return {
      file: path,
      provider,
      format: name,
      flags: flags.slice(0, mostFlags),
      complete: complete && flags.length <= mostFlags,
      declared: false,
    };
  }
  return null;
}

/** Text that does not parse costs the manifest alone: what is wrong with it is for its own tools to say. */
function treeOf(path: string, text: string): DataNode | null {
  const extension = /\.(\w+)$/.exec(basename(path))?.[1]?.toLowerCase();
  const read =
    extension === 'xml' ? readXml : extension === 'toml' ? readToml : extension === 'json' ? readJson : readYaml;
  const { documents } = read(path, text);
  return documents[0] ?? null;
}
