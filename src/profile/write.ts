/** A profile as YAML text, with a comment behind each value that says where it was read. */
import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Profile } from '../model/profile.ts';
import { keysIn, profileShape, step, type Shape } from './shape.ts';
import type { Path } from './tree.ts';

/** 1-based; a line that cannot be known is null. */
export interface Source {
  readonly file: string;
  readonly line: number | null;
}

export interface Citation {
  readonly path: Path;
  readonly source: Source;
}

export interface InferredProfile {
  readonly profile: Profile;
  /** At most one for a value; of lists as a whole. */
  readonly citations: readonly Citation[];
}

const heading = [
  ' How this repository runs in production, as far as it says so itself.',
  ' Correct what is wrong and add what only you know: editors complete and explain every key.',
].join('\n');

export function writeProfile({ profile, citations }: InferredProfile, comment: string = heading): string {
  const document = new Document(ordered(profile, [profileShape]));
  flowLists(document.contents);
  for (const { path, source } of citations) {
    // nodes were made from the profile, which has every path that is cited
    const node = document.getIn(path, true) as Node | undefined;
    if (isScalar(node) || isSeq(node)) node.comment = ` from ${placeText(source)}`;
  }
  for (const pair of isMap(document.contents) ? document.contents.items.slice(1) : []) {
    if (isScalar(pair.key)) pair.key.spaceBefore = true;
  }
  document.commentBefore = comment;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function placeText({ file, line }: Source): string {
  // oxlint-disable-next-line no-control-regex -- a file name may hold anything, a comment must stay on its line
  const name = file.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
  return line === null ? name : `${name}:${line}`;
}

/** Keys in the order of the schema. */
function ordered(value: unknown, shapes: readonly Shape[]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ordered(item, step(shapes, index)));
  if (typeof value !== 'object' || value === null) return value;
  const places = new Map(keysIn(shapes).map(({ name }, index) => [name, index]));
  const place = (key: string): number => places.get(key) ?? places.size;
  return new Map(
    Object.entries(value)
      .sort(([one], [other]) => place(one) - place(other))
      .map(([key, inner]) => [key, ordered(inner, step(shapes, key))]),
  );
}

/** Lists of plain values stand on one line. */
function flowLists(node: unknown): void {
  if (isSeq(node)) {
    node.flow = node.items.some((item) => isScalar(item));
    if (!node.flow) node.items.forEach(flowLists);
  }
  if (isMap(node)) for (const { value } of node.items) flowLists(value);
}
