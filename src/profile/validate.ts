/** What the schema has to say of a value, in words for whoever wrote it. */
import * as z from 'zod/mini';
import { profileSchema } from '../model/profile.ts';
import { didYouMean } from './nearest.ts';
import { alternatives, keysIn, shapesAt, type Shape } from './shape.ts';
import type { Path } from './tree.ts';

export interface Complaint {
  readonly message: string;
  readonly path: Path;
  /** Where it stands: at the key of the path or at its value. */
  readonly at: 'key' | 'value';
  readonly severity: 'error' | 'warning';
  /** What has to go for the rest to hold; null where nothing can hold. */
  readonly drop: Path | null;
  /** A key is not there. It may have been, and been taken out for a fault of its own. */
  readonly missing: boolean;
}

export function complaintsAbout(value: unknown): Complaint[] {
  const result = z.safeParse(profileSchema, value);
  return result.success ? [] : result.error.issues.flatMap((issue) => complaintsOf(issue, [], value));
}

function complaintsOf(issue: z.core.$ZodIssue, base: Path, root: unknown): Complaint[] {
  const path: Path = [...base, ...issue.path.map((at) => (typeof at === 'symbol' ? String(at) : at))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]));
  const value = valueAt(root, path);
  if (issue.code === 'invalid_union') {
    const inside = issue.errors.find((errors) => errors.length > 0 && errors.every(({ path: own }) => own.length > 0));
    if (inside !== undefined) return inside.flatMap((error) => complaintsOf(error, path, root));
  }
  const shapes = shapesAt(path);
  if (value === undefined) return [missing(path, shapes)];
  const key = keysIn(shapesAt(path.slice(0, -1))).find(({ name }) => name === path.at(-1));
  const expected = expectation(shapes);
  if (path.length === 1 && path[0] === 'version') {
    const message = `\`version: 1\` is what this ProdAware reads, this is ${described(value)}${hintFor(value, shapes)}`;
    return [{ message, path, at: 'value', severity: 'error', drop: null, missing: false }];
  }
  if (value === null) {
    const message = `nothing stands here: ${expected} expected`;
    const severity = key?.required === true ? 'error' : 'warning';
    return [{ message, path, at: 'key', severity, drop: path, missing: false }];
  }
  const message = `${expected} expected, this is ${described(value)}${hintFor(value, shapes)}`;
  return [{ message, path, at: 'value', severity: 'error', drop: path, missing: false }];
}

function unknownKey(path: Path): Complaint {
  const name = String(path.at(-1));
  const known = keysIn(shapesAt(path.slice(0, -1))).map((key) => key.name);
  const near = didYouMean(name, known);
  const rest = near === '' && known.length <= 12 ? `; known here: ${known.join(', ')}` : near;
  return { message: `unknown key \`${name}\`${rest}`, path, at: 'key', severity: 'error', drop: path, missing: false };
}

function missing(path: Path, shapes: readonly Shape[]): Complaint {
  const container = path.slice(0, -1);
  const name = String(path.at(-1));
  const version = container.length === 0 && name === 'version';
  const meaning = shapes.find(({ description }) => description !== null)?.description;
  const message = version ? '`version: 1` is needed' : `\`${name}\` is missing${meaning ? `: ${meaning}` : ''}`;
  const drop = container.length === 0 ? null : container;
  return { message, path: container, at: 'key', severity: 'error', drop, missing: true };
}

function expectation(shapes: readonly Shape[]): string {
  const words = shapes.flatMap(alternatives).map((shape): string => {
    switch (shape.kind) {
      case 'map':
        return `keys (${[...shape.keys.keys()].join(', ')})`;
      case 'record':
        return 'keys with values';
      case 'list':
        return 'a list';
      case 'choice':
        return shape.values.length === 1 ? String(shape.values[0]) : `one of ${shape.values.join(', ')}`;
      case 'text':
        return 'text';
      default:
        return 'a value';
    }
  });
  return [...new Set(words)].join(', or ') || 'another value';
}

function described(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return value.length > 40 || value.includes('\n') ? 'text' : `\`${value}\``;
  return `the ${typeof value === 'number' ? 'number' : 'word'} ${JSON.stringify(value)}`;
}

/** How it could have been meant. */
function hintFor(value: unknown, shapes: readonly Shape[]): string {
  for (const shape of shapes.flatMap(alternatives)) {
    if (shape.kind === 'choice' && typeof value === 'string') {
      if (shape.values.some((choice) => typeof choice !== 'string' && String(choice) === value)) {
        return ': write it without quotes';
      }
      return didYouMean(value, shape.values.map(String));
    }
    if (shape.kind === 'list' && typeof value === 'string' && value.length <= 40) return `: write [${value}]`;
    if (shape.kind === 'text' && (typeof value === 'number' || typeof value === 'boolean')) {
      return ': put it in quotes';
    }
  }
  return '';
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const at of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, at)) return undefined;
    // own property of an object, just checked
    value = (value as Record<string | number, unknown>)[at];
  }
  return value;
}
