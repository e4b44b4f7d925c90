import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  firstChildBut,
  hasText,
  parentOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { GoTypes } from './types.ts';

type Tables = Pick<
  SwallowSyntax,
  | 'comment'
  | 'statements'
  | 'blocks'
  | 'throws'
  | 'returns'
  | 'exits'
  | 'loops'
  | 'switches'
  | 'ifs'
  | 'functions'
  | 'assignments'
  | 'augmented'
  | 'identifiers'
  | 'calls'
  | 'imports'
>;

const tablesOf = perGrammar((grammar, types: GoTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    blocks: table('block', 'statement_list', 'source_file'),
    throws: table(),
    returns: table('return_statement'),
    exits: table('return_statement', 'break_statement', 'continue_statement', 'goto_statement'),
    loops: table('for_statement'),
    switches: table('expression_switch_statement', 'type_switch_statement', 'select_statement'),
    ifs: table('if_statement'),
    functions: types.functions,
    // What is sent is kept by whoever receives it.
    assignments: table(
      'assignment_statement',
      'short_var_declaration',
      'var_spec',
      'inc_statement',
      'dec_statement',
      'send_statement',
    ),
    augmented: table('inc_statement', 'dec_statement'),
    identifiers: table('identifier'),
    calls: table('call_expression'),
    imports: table('import_declaration'),
  };
});

/** Calls that make an error, by name. */
const makesError =
  /^(?:fmt\.Errorf|errors\.\w+|xerrors\.\w+|\w+rr(?:or)?s?\.(?:New|Errorf?|Wrapf?|With\w+)|status\.Errorf?|append|multierr\.\w+|multierror\.\w+)$/;
/** Types that a function gives an error as. */
const errorType = /^\*?(?:\w+\.)?(?:error|\w*Error|\w*Err)$/;

export function goOutcomes(tree: FlatTree, types: GoTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const parent = parentOf(tree, node);
      const type = typeOf(tree, parent);
      // `err.(*os.PathError)` looks closer.
      if (type === types.typeAssertion) return false;
      if (type === types.literalElement && tree.field[parent] === types.fieldKey) return false;
      return !isTarget(node);
    },
    targetOf(assignment) {
      if (types.incStatement === typeOf(tree, assignment)) return firstChildBut(tree, assignment, types.comment);
      const channel = field(assignment, types.fieldChannel);
      if (channel !== -1) return channel;
      const left = field(assignment, types.fieldLeft);
      const target = left === -1 ? field(assignment, types.fieldName) : single(left);
      if (hasText(tree, target, '_')) return -1;
      // What a call gives may be an error or none; only what makes one is.
      const value = single(valueOf(assignment));
      if (typeOf(tree, value) === types.call) {
        const callee = textOf(tree, field(value, types.fieldFunction)).slice(0, 80);
        if (!makesError.test(callee)) return -1;
      }
      return target;
    },
    valueOf,
    pairOf(node) {
      if (typeOf(tree, node) !== types.keyedElement) return null;
      const key = textOf(tree, field(node, types.fieldKey)).replace(/^"|"$/g, '');
      return { key, value: field(node, types.fieldValue) };
    },
    conditionOf(statement) {
      const type = typeOf(tree, statement);
      return type === types.ifStatement ? field(statement, types.fieldCondition) : switchedValue(statement, type);
    },
    rethrows(node, names) {
      const list = field(node, types.fieldArguments);
      const given = list === -1 ? -1 : firstChildBut(tree, list, types.comment);
      return given !== -1 && names.includes(textOf(tree, given));
    },
    throwsByCall: (node) =>
      typeOf(tree, node) === types.call && hasText(tree, field(node, types.fieldFunction), 'panic'),
    returnsError,
    errorsLive: true,
    declares: (assignment) => typeOf(tree, assignment) !== types.assignment,
  };

  function valueOf(assignment: number): number {
    const left = field(assignment, types.fieldLeft);
    if (left !== -1 && hasText(tree, left, '_')) return -1;
    const right = field(assignment, types.fieldRight);
    return right === -1 ? field(assignment, types.fieldValue) : right;
  }

  /** The one expression of a list of one, else the list. */
  function single(list: number): number {
    if (typeOf(tree, list) !== types.expressionList) return list;
    const children = childrenOf(tree, list);
    return children.length === 1 ? (children[0] ?? list) : list;
  }

  function isTarget(node: number): boolean {
    const list = parentOf(tree, node);
    if (tree.field[list] === types.fieldLeft && typeOf(tree, list) === types.expressionList) return true;
    return tree.field[node] === types.fieldName && typeOf(tree, list) === types.varSpec;
  }

  function switchedValue(statement: number, type: number): number {
    if (type === types.switchStatement || type === types.typeSwitch || type === types.expressionCase) {
      return field(statement, types.fieldValue);
    }
    return -1;
  }

  /** Whether a `return` gives an error, as the function declares its results; null where none of them is one. */
  function returnsError(node: number, names: readonly string[]): boolean | null {
    const result = resultOf(node);
    if (result === -1) return null;
    const isList = typeOf(tree, result) === types.parameterList;
    const declared = isList ? childrenOf(tree, result).filter((one) => typeOf(tree, one) === types.parameter) : [];
    const last = declared[declared.length - 1];
    const type = last === undefined ? (isList ? -1 : result) : field(last, types.fieldType);
    if (type === -1 || !errorType.test(textOf(tree, type).slice(0, 80))) return null;
    const values = childOfType(tree, node, types.expressionList);
    if (values === -1) {
      // All results go back as they are.
      const named =
        last === undefined ? [] : childrenOf(tree, last).filter((one) => tree.field[one] === types.fieldName);
      return named.some((one) => names.includes(textOf(tree, one)));
    }
    const given = childrenOf(tree, values);
    const error = given[given.length - 1] ?? -1;
    if (typeOf(tree, error) === types.nil) return false;
    if (given.length > 1 || typeOf(tree, error) !== types.call) return true;
    // `return fallback()` gives what that gives.
    const callee = textOf(tree, field(error, types.fieldFunction)).slice(0, 80);
    return makesError.test(callee) || /[Ee]rr(?:or)?(?![a-z])/.test(callee.slice(callee.lastIndexOf('.') + 1));
  }

  function resultOf(node: number): number {
    let at = parentOf(tree, node);
    while (at !== -1 && types.functions[typeOf(tree, at)] !== 1) at = parentOf(tree, at);
    return at === -1 ? -1 : field(at, types.fieldResult);
  }
}
