/**
 * `prodaware.yaml` read into a value with places. A fault costs what it stands in and nothing else: the rest of the
 * profile is used. Nothing is thrown for any input.
 */
import type { LoadedProfile, Profile } from '../model/profile.ts';
import type { Fault } from '../model/source.ts';
import { contains, type Range } from '../model/text.ts';
import { objectionsTo, tidyPaths, type KnownNames } from './meaning.ts';
import { createTree, type Path, type Tree } from './tree.ts';
import { complaintsAbout } from './validate.ts';
import { readYaml } from './yamlText.ts';

export interface ProfileReading {
  readonly profile: LoadedProfile | null;
  readonly faults: readonly Fault[];
}

/** In UTF-16 code units. A profile of a large company is a tenth of it. */
export const longestProfile = 128 * 1024;
const mostFaults = 100;
/** Taking out what is wrong can leave something else wrong, one level up at a time. */
const mostRounds = 12;

/** @param known names that rules and launchers go by; what is left out is not checked */
export function parseProfile(file: string, text: string, known: KnownNames = {}): ProfileReading {
  const faults: Fault[] = [];
  const fault = (message: string, range: Range | null, severity: Fault['severity'] = 'error'): void => {
    if (faults.length < mostFaults)
      faults.push({ kind: 'profile', severity, message, file, range: range ?? start(text) });
  };
  const none = (): ProfileReading => ({ profile: null, faults: sorted(faults) });

  if (text.length > longestProfile) {
    const size = `${(text.length / 1024 / 1024).toFixed(1)} MB`;
    fault(`the profile is not read: it is ${size} long, and ${longestProfile / 1024} KB are the most`, null);
    return none();
  }
  const { document, problems } = readYaml(text);
  for (const { message, range } of problems) fault(message, range);
  if (document === null) {
    if (problems.length === 0) fault('the profile is empty: `version: 1` is needed', null);
    return none();
  }
  const tree = createTree(document, text);
  for (const { message, range } of tree.problems) fault(message, range);
  const value = validated(tree, fault, () => faults);
  if (value === null) return none();

  const objections = objectionsTo(value, known);
  for (const { message, severity, path, at } of objections) fault(message, placeOf(tree, path, at), severity);
  const drop = objections.flatMap((objection) => (objection.drop ? [objection.path] : []));
  tree.drop(drop);
  const left = drop.length === 0 ? value : validated(tree, fault, () => faults);
  if (left === null) return none();
  tidyPaths(left);
  return {
    profile: { file, text, value: left, locate: tree.locate, locateKey: tree.locateKey },
    faults: sorted(faults),
  };
}

/** The value once everything the schema refuses is taken out; null where nothing can be used. */
function validated(
  tree: Tree,
  fault: (message: string, range: Range | null, severity?: Fault['severity']) => void,
  said: () => readonly Fault[],
): Profile | null {
  for (let round = 0; round < mostRounds; round++) {
    const { value, excess } = tree.value();
    if (excess !== null) {
      fault(excess.message, excess.range);
      return null;
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      if (said().length === 0) fault('keys such as `version: 1` expected', tree.locate([]));
      return null;
    }
    const complaints = complaintsAbout(value);
    // The schema has just accepted it, and refuses every key it does not know.
    if (complaints.length === 0) return value as Profile;
    const before = [...said()];
    for (const { message, path, at, severity, missing } of complaints) {
      // What is missing for a fault that was said already needs no second word.
      const whole = path.length === 0 ? null : (tree.locate(path) ?? tree.locateKey(path));
      const explained =
        missing && whole !== null && before.some(({ range }) => range !== null && contains(whole, range));
      if (!explained) fault(message, placeOf(tree, path, at), severity);
    }
    if (complaints.some(({ drop }) => drop === null)) return null;
    tree.drop(complaints.flatMap(({ drop }) => (drop === null ? [] : [drop])));
  }
  return null;
}

/** An item of a list is long: its first key stands for it. */
function placeOf(tree: Tree, path: Path, at: 'key' | 'value'): Range | null {
  if (at === 'value') return tree.locate(path);
  const key = tree.locateKey(path);
  return typeof path.at(-1) === 'number' ? (tree.locateFirstKey(path) ?? key) : key;
}

function start(text: string): Range {
  return { start: 0, end: Math.min(1, text.length) };
}

function sorted(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((one, other) => (one.range?.start ?? 0) - (other.range?.start ?? 0));
}
