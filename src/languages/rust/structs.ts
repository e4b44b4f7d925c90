/** Structs, enums, traits, and the `impl` blocks that their methods stand in. */
import type { FieldFact } from '../../model/facts.ts';
import { childByField, childrenOf, endOf, rangeOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { enter } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfType, createScope } from '../extraction/scopes.ts';
import type { ClassScope } from '../extraction/scopes.ts';
import { attributesOf } from './attributes.ts';
import { omitTests } from './definitions.ts';
import type { RustTypes } from './types.ts';

const longestType = 200;

export function visitStruct(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame, moduleScope } = extraction;
  if (omitTests(extraction, node)) return;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const isEnum = typeOf(tree, node) === types.enumItem;
  const struct = structNamed(extraction, name, nameNode);
  const body = childByField(tree, node, types.fieldBody);
  const fields: FieldFact[] = [];
  for (const child of body === -1 ? [] : childrenOf(tree, body)) {
    const isMember = typeOf(tree, child) === (isEnum ? types.enumVariant : types.fieldDeclaration);
    if (!isMember) continue;
    const memberName = childByField(tree, child, types.fieldName);
    const declared = isEnum ? -1 : childByField(tree, child, types.fieldType);
    const range = rangeOf(tree, memberName);
    const written = textOf(tree, memberName);
    fields.push({ name: written, range, type: declared === -1 ? null : textOf(tree, declared).slice(0, longestType) });
    if (declared !== -1) bind(struct.members, written, range.start, range.end, candidateOfType(declared, moduleScope));
  }
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: rangeOf(tree, nameNode),
      kind: isEnum ? 'enum' : 'struct',
      bases: [],
      decorators: attributesOf(extraction, node),
      fields,
      exported: isPublic(extraction, node),
      function: frame.function,
    },
    bases: [],
    frame,
  });
}

export function visitTrait(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame, moduleScope } = extraction;
  if (omitTests(extraction, node)) return;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const trait = structNamed(extraction, name, nameNode);
  const bounds = childByField(tree, node, types.fieldBounds);
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: rangeOf(tree, nameNode),
      kind: 'interface',
      bases: [],
      decorators: attributesOf(extraction, node),
      fields: [],
      exported: isPublic(extraction, node),
      function: frame.function,
    },
    bases: bounds === -1 ? [] : childrenOf(tree, bounds),
    frame,
  });
  enter(extraction, node, { scope: createScope(moduleScope, trait, -1, trait.members, true) });
}

/** `impl Server`, `impl Display for Server`: methods as if they stood in the struct, which has the trait as a base. */
export function visitImpl(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, moduleScope } = extraction;
  if (omitTests(extraction, node)) return;
  const type = childByField(tree, node, types.fieldType);
  const name = simpleName(textOf(tree, type));
  const struct = structNamed(extraction, name, type);
  const trait = childByField(tree, node, types.fieldTrait);
  const draft = extraction.classDrafts.find(({ fact }) => fact.name === name);
  if (trait !== -1 && draft !== undefined) {
    const base = textOf(tree, trait).replace(/<.*$/s, '');
    if (!draft.fact.bases.includes(base)) draft.fact.bases = [...draft.fact.bases, base];
  }
  enter(extraction, node, { scope: createScope(moduleScope, struct, -1, struct.members, true) });
}

/** `&'a mut crate::app::Server<T>` → `Server` */
function simpleName(written: string): string {
  const bare = written.replace(/<.*$/s, '').replace(/^&?\s*(?:'\w+\s+)?(?:mut\s+)?(?:dyn\s+)?/, '');
  return /([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(bare)?.[1] ?? '<anonymous>';
}

/** A struct of this file, or one that another file declares and this one has methods of. */
function structNamed(extraction: Extraction, name: string, at: number): ClassScope {
  const { tree, moduleScope } = extraction;
  const binding = bind(moduleScope.names, name, startOf(tree, at), endOf(tree, at), candidateOfPath(name));
  if (binding.class === null) {
    binding.class = { name, members: new Map(), bases: [], scope: moduleScope };
    extraction.classes.push(binding.class);
  }
  return binding.class;
}

function isPublic({ tree }: Extraction, node: number): boolean {
  return tree.text.startsWith('pub', startOf(tree, node));
}
