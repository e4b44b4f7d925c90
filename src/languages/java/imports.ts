import { childOfType, childrenOf, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import { methodKey } from '../jvm/names.ts';
import type { JavaTypes } from './types.ts';

/** `import a.b.C;`, `import a.b.*;`, `import static a.B.c;`: the last name is taken from what stands before it. */
export function visitImport(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const [path = -1] = childrenOf(tree, node).filter((child) => {
    const type = typeOf(tree, child);
    return type === types.scopedIdentifier || type === types.identifier;
  });
  if (path === -1) return;
  const written = textOf(tree, path).replace(/\s+/g, '');
  if (childOfType(tree, node, types.asterisk) !== -1) {
    addImport(extraction, node, { module: written, names: [{ name: '*', alias: '*' }], alias: null, kind: 'static' });
    return;
  }
  const dot = written.lastIndexOf('.');
  if (dot === -1) return;
  const name = written.slice(dot + 1);
  addImport(extraction, node, {
    module: written.slice(0, dot),
    names: [{ name, alias: name }],
    alias: null,
    kind: 'static',
  });
  const at = endOf(tree, path) - name.length;
  bind(frame.scope.names, name, at, endOf(tree, path), candidateOfPath(written));
  const isStatic = /^import\s+static\b/.test(tree.text.slice(startOf(tree, node), startOf(tree, node) + 40));
  if (isStatic) bind(frame.scope.names, methodKey(name), at, endOf(tree, path), candidateOfPath(written));
}
