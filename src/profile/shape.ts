/**
 * Everything about the file `prodaware.yaml` lives in `profile/`: reading it with places and faults (`parse.ts`), the
 * help one gets while typing it (`assist.ts`), making a first one (`infer.ts`, `write.ts`), its JSON Schema. All of it
 * follows the zod schema of `model/profile.ts`; nothing here lists a key. Imports `model`, `syntax` and libraries only.
 *
 * This file: the schema as plain data, so that the others need not know zod's insides.
 */
import * as z from 'zod/mini';
import { profileSchema, suggestions, type Suggestion } from '../model/profile.ts';

export interface Meaning {
  readonly description: string | null;
  readonly examples: readonly unknown[];
  /** Undefined where there is none. */
  readonly default: unknown;
  readonly suggests: Suggestion | null;
}

export interface Key {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

export type Shape = Meaning &
  (
    | { readonly kind: 'map'; readonly keys: ReadonlyMap<string, Key> }
    /** Free keys; `names` says what they name. */
    | { readonly kind: 'record'; readonly names: Suggestion | null; readonly value: Shape }
    | { readonly kind: 'list'; readonly item: Shape }
    | { readonly kind: 'choice'; readonly values: readonly (string | number | boolean)[] }
    | { readonly kind: 'text' }
    | { readonly kind: 'any' }
    | { readonly kind: 'union'; readonly options: readonly Shape[] }
  );

export const profileShape: Shape = shapeOf(profileSchema);

function shapeOf(schema: z.core.$ZodType): Shape {
  const metadata = z.globalRegistry.get(schema);
  const examples: unknown = metadata?.['examples'];
  const meaning: Meaning = {
    description: metadata?.description ?? null,
    examples: Array.isArray(examples) ? examples : [],
    default: metadata?.['default'],
    suggests: suggestions.get(schema)?.suggests ?? null,
  };
  // Every schema is one of zod's own classes; `$ZodTypes` is their union, told apart by `def.type`.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return { ...meaning, kind: 'map', keys: keysOf(def.shape) };
    case 'record':
      return {
        ...meaning,
        kind: 'record',
        names: suggestions.get(def.keyType)?.suggests ?? null,
        value: shapeOf(def.valueType),
      };
    case 'array':
      return { ...meaning, kind: 'list', item: withExamples(shapeOf(def.element), meaning.examples.flat()) };
    case 'enum':
      return { ...meaning, kind: 'choice', values: Object.values(def.entries) };
    case 'literal':
      return { ...meaning, kind: 'choice', values: def.values.filter(isChoice) };
    case 'boolean':
      return { ...meaning, kind: 'choice', values: [true, false] };
    case 'string':
      return { ...meaning, kind: 'text' };
    case 'union':
      return { ...meaning, kind: 'union', options: def.options.map(shapeOf) };
    case 'optional':
      return shapeOf(def.innerType);
    default:
      return { ...meaning, kind: 'any' };
  }
}

function keysOf(shape: z.core.$ZodShape): ReadonlyMap<string, Key> {
  return new Map(
    Object.entries(shape).map(([name, schema]) => [
      name,
      { name, required: schema._zod.optin !== 'optional', shape: shapeOf(schema) },
    ]),
  );
}

/** An example of a list shows examples of its items. */
function withExamples(shape: Shape, examples: readonly unknown[]): Shape {
  return shape.examples.length > 0 ? shape : { ...shape, examples };
}

function isChoice(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The alternatives a value may take: the options of a union, or the shape itself. */
export function alternatives(shape: Shape): readonly Shape[] {
  return shape.kind === 'union' ? shape.options.flatMap(alternatives) : [shape];
}

/** The shape of what stands under a key or index, all alternatives of it; empty where nothing may stand there. */
export function step(shapes: readonly Shape[], at: string | number): readonly Shape[] {
  return shapes.flatMap(alternatives).flatMap((shape): readonly Shape[] => {
    if (shape.kind === 'map') return [shape.keys.get(String(at))?.shape ?? []].flat();
    if (shape.kind === 'record') return [shape.value];
    if (shape.kind === 'list' && typeof at === 'number') return [shape.item];
    return [];
  });
}

/** The shapes at a path from the top of the profile; empty where the path leaves the schema. */
export function shapesAt(path: readonly (string | number)[]): readonly Shape[] {
  return path.reduce<readonly Shape[]>((shapes, at) => step(shapes, at), [profileShape]);
}

/** The keys that may stand in a map of these shapes. */
export function keysIn(shapes: readonly Shape[]): readonly Key[] {
  return shapes.flatMap(alternatives).flatMap((shape) => (shape.kind === 'map' ? [...shape.keys.values()] : []));
}
