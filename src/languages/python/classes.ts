/** Classes: their names, what they are made of, and the scope that their bodies are. */
import { childByField, childrenOf, endOf, hasText, rangeOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { enter } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, createScope } from '../extraction/scopes.ts';
import type { ClassScope } from '../extraction/scopes.ts';
import { decoratorsOf } from './decorators.ts';
import type { PythonTypes } from './types.ts';

const mostBases = 8;

export function visitClass(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const list = childByField(tree, node, types.fieldSuperclasses);
  const written = list === -1 ? [] : childrenOf(tree, list).slice(0, mostBases);
  const bases = written.filter((base) => typeOf(tree, base) !== types.keywordArgument);
  const owner: ClassScope = { name, fields: [], members: new Map(), bases, scope: frame.scope };
  if (nameNode !== -1) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name)).class = owner;
  }
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
      kind: bases.some((base) => /(?:Enum|Flag|Choices)$/.test(textOf(tree, base))) ? 'enum' : 'class',
      bases: [],
      decorators: decoratorsOf(extraction, node, types),
      fields: owner.fields ?? [],
      exported: frame.function === -1 && !name.startsWith('_'),
      function: frame.function,
    },
    bases,
    frame,
  });
  const scope = createScope(
    frame.scope.isClassBody ? frame.scope.parent : frame.scope,
    owner,
    frame.function,
    owner.members,
    true,
  );
  extraction.classes.push(owner);
  enter(extraction, node, { scope });
}

/** `name = value` and `name: Type` in the body of a class, `self.name = value` in its methods. */
export function addFields(extraction: Extraction, target: number, declared: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const { owner, isClassBody } = frame.scope;
  if (owner === null || target === -1) return;
  const type = typeOf(tree, target);
  let name = -1;
  if (type === types.identifier && isClassBody) name = target;
  if (type === types.attribute && hasText(tree, childByField(tree, target, types.fieldObject), 'self')) {
    name = childByField(tree, target, types.fieldAttribute);
  }
  if (name !== -1) addField(extraction, owner, name, declared);
}
