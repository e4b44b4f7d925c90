import type { ArgumentFact } from '../../model/facts.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { GrammarIndex } from '../../syntax/flatTree.ts';

/** Ids of the node types and fields that the Kotlin reader compares with. */
export type KotlinTypes = ReturnType<typeof idsOf>;

const known = new WeakMap<GrammarIndex, KotlinTypes>();

export function kotlinTypes(grammar: GrammarIndex): KotlinTypes {
  let types = known.get(grammar);
  if (types === undefined) {
    types = idsOf(grammar);
    known.set(grammar, types);
  }
  return types;
}

function idsOf(grammar: GrammarIndex) {
  const { type, field, token } = grammar;
  return {
    annotatedLambda: type('annotated_lambda'),
    annotation: type('annotation'),
    anonymousFunction: type('anonymous_function'),
    asExpression: type('as_expression'),
    assignment: type('assignment'),
    binary: type('binary_expression'),
    block: type('block'),
    blockComment: type('block_comment'),
    call: type('call_expression'),
    callableReference: type('callable_reference'),
    catchBlock: type('catch_block'),
    characterLiteral: type('character_literal'),
    classBody: type('class_body'),
    classDeclaration: type('class_declaration'),
    classParameter: type('class_parameter'),
    classParameters: type('class_parameters'),
    companionObject: type('companion_object'),
    constructorInvocation: type('constructor_invocation'),
    delegationSpecifier: type('delegation_specifier'),
    delegationSpecifiers: type('delegation_specifiers'),
    enumEntry: type('enum_entry'),
    explicitDelegation: type('explicit_delegation'),
    functionBody: type('function_body'),
    identifier: type('identifier'),
    ifExpression: type('if_expression'),
    import: type('import'),
    interpolation: type('interpolation'),
    lambda: type('lambda_literal'),
    lambdaParameters: type('lambda_parameters'),
    lineComment: type('line_comment'),
    modifiers: type('modifiers'),
    multilineString: type('multiline_string_literal'),
    navigation: type('navigation_expression'),
    nullableType: type('nullable_type'),
    objectDeclaration: type('object_declaration'),
    objectLiteral: type('object_literal'),
    packageHeader: type('package_header'),
    parameter: type('parameter'),
    parameters: type('function_value_parameters'),
    parenthesized: type('parenthesized_expression'),
    primaryConstructor: type('primary_constructor'),
    propertyDelegate: type('property_delegate'),
    qualifiedIdentifier: type('qualified_identifier'),
    spread: type('spread_expression'),
    stringContent: type('string_content'),
    stringLiteral: type('string_literal'),
    superExpression: type('super_expression'),
    thisExpression: type('this_expression'),
    typeArguments: type('type_arguments'),
    unary: type('unary_expression'),
    userType: type('user_type'),
    valueArgument: type('value_argument'),
    valueArguments: type('value_arguments'),
    variable: type('variable_declaration'),
    variables: type('multi_variable_declaration'),
    whenEntry: type('when_entry'),
    fieldArgument: field('argument'),
    fieldCondition: field('condition'),
    fieldLabel: field('label'),
    fieldLeft: field('left'),
    fieldName: field('name'),
    fieldOperator: field('operator'),
    fieldRight: field('right'),
    tokenAnd: token('&&'),
    tokenElvis: token('?:'),
    tokenGreater: token('>'),
    tokenLess: token('<'),
    tokenOr: token('||'),
    functions: typeTable(grammar, [
      'function_declaration',
      'anonymous_function',
      'lambda_literal',
      'secondary_constructor',
      'getter',
      'setter',
    ]),
    statements: typeTable(grammar, [
      'property_declaration',
      'assignment',
      'for_statement',
      'while_statement',
      'do_while_statement',
    ]),
    statementHolders: typeTable(grammar, ['block', 'lambda_literal', 'source_file']),
    neverStatements: typeTable(grammar, [
      'line_comment',
      'block_comment',
      'lambda_parameters',
      'package_header',
      'import',
      'annotation',
    ]),
    typeNodes: typeTable(grammar, ['user_type', 'nullable_type', 'function_type', 'parenthesized_type']),
    argumentKinds: new Map(argumentKinds.map(([name, kind]) => [type(name), kind])),
  };
}

const argumentKinds: readonly (readonly [string, ArgumentFact['kind']])[] = [
  ['string_literal', 'string'],
  ['multiline_string_literal', 'string'],
  ['character_literal', 'string'],
  ['number_literal', 'number'],
  ['float_literal', 'number'],
  ['identifier', 'name'],
  ['navigation_expression', 'name'],
  ['callable_reference', 'name'],
  ['this_expression', 'name'],
  ['call_expression', 'call'],
  ['annotated_lambda', 'function'],
  ['lambda_literal', 'function'],
  ['anonymous_function', 'function'],
  ['spread_expression', 'spread'],
  ['collection_literal', 'list'],
];
