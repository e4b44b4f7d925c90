import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  nextSibling,
  parentOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { CsharpTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: CsharpTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    blocks: table('block', 'compilation_unit', 'switch_section'),
    throws: table('throw_statement', 'throw_expression'),
    returns: table('return_statement', 'yield_statement'),
    exits: table(
      'return_statement',
      'break_statement',
      'continue_statement',
      'throw_statement',
      'yield_statement',
      'goto_statement',
    ),
    loops: table('for_statement', 'foreach_statement', 'while_statement', 'do_statement'),
    ifs: table('if_statement'),
    functions: types.functions,
    assignments: table(
      'assignment_expression',
      'variable_declarator',
      'postfix_unary_expression',
      'prefix_unary_expression',
    ),
    augmented: table('postfix_unary_expression', 'prefix_unary_expression'),
    identifiers: table('identifier'),
    calls: table('invocation_expression', 'object_creation_expression', 'implicit_object_creation_expression'),
    imports: table('using_directive'),
    ignoringName: /^(?:_+|ign(?:ored?)?|expected|unused)$/i,
  };
});

export function csharpOutcomes(tree: FlatTree, types: CsharpTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const id = tree.field[node];
      return id !== types.fieldName && id !== types.fieldType && id !== types.fieldParameters;
    },
    targetOf(assignment) {
      const type = typeOf(tree, assignment);
      if (type === types.variableDeclarator) return field(assignment, types.fieldName);
      if (type === types.assignment) return field(assignment, types.fieldLeft);
      // `x!` and `!x` change nothing.
      const written = textOf(tree, assignment).slice(0, 200);
      return /^(?:\+\+|--)|(?:\+\+|--)$/.test(written) ? firstChild(tree, assignment) : -1;
    },
    valueOf(assignment) {
      if (typeOf(tree, assignment) !== types.variableDeclarator) return field(assignment, types.fieldRight);
      return childrenOf(tree, assignment)[1] ?? -1;
    },
    pairOf(node) {
      const type = typeOf(tree, node);
      if (type === types.assignment) {
        if (typeOf(tree, parentOf(tree, node)) !== types.initializer) return null;
        const key = textOf(tree, field(node, types.fieldLeft)).replace(/^\[?"?|"?\]?$/g, '');
        return { key, value: field(node, types.fieldRight) };
      }
      if (type === types.argument) {
        const name = field(node, types.fieldName);
        const value = name === -1 ? -1 : nextSibling(tree, name);
        return value === -1 ? null : { key: textOf(tree, name), value };
      }
      // `new { Error = x }` has no node for the pair.
      if (type !== types.identifier || typeOf(tree, parentOf(tree, node)) !== types.anonymousObject) return null;
      const value = nextSibling(tree, node);
      if (value === -1 || !tree.text.slice(endOf(tree, node), startOf(tree, value)).includes('=')) return null;
      return { key: textOf(tree, node), value };
    },
    conditionOf: (statement) =>
      types.tests[typeOf(tree, statement)] === 1 ? field(statement, types.fieldCondition) : -1,
    rethrows(node, names) {
      const thrown = firstChild(tree, node);
      return thrown === -1 || names.includes(textOf(tree, thrown));
    },
    takesAnswers(clause, names) {
      const filter = childOfType(tree, clause, types.catchFilter);
      return filter !== -1 && looksAtError(textOf(tree, filter).slice(0, 500), names);
    },
  };
}

/** `when (error.StatusCode == HttpStatusCode.NotFound)`, `when (token.IsCancellationRequested)` */
function looksAtError(filter: string, names: readonly string[]): boolean {
  if (/(?:^|[^!\w.])[\w.]*\bIsCancellationRequested\b/.test(filter)) return true;
  return names.some((name) => {
    const property = `\\b${name}\\??(?:\\.\\w+\\??)+\\s*(?:==|is\\s+(?!not\\b|null\\b))`;
    const asked = `\\b${name}\\??(?:\\.\\w+\\??)*\\.(?:Contains|Equals|StartsWith|EndsWith)\\(`;
    const shape = `\\b${name}\\s+is\\s+[\\w.]*\\s*\\{`;
    const predicate = `^when\\s*\\(\\s*(?:\\w+\\.)*(?:Is|Has)\\w+\\(\\s*${name}\\b`;
    return new RegExp(`${property}|${asked}|${shape}|${predicate}`).test(filter);
  });
}
