import type { ArgumentFact } from '../../model/facts.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { GrammarIndex } from '../../syntax/flatTree.ts';

/** Ids of the node types and fields that the Java reader compares with. */
export type JavaTypes = ReturnType<typeof idsOf>;

const known = new WeakMap<GrammarIndex, JavaTypes>();

export function javaTypes(grammar: GrammarIndex): JavaTypes {
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
    annotatedType: type('annotated_type'),
    annotation: type('annotation'),
    annotationType: type('annotation_type_declaration'),
    arrayType: type('array_type'),
    assignment: type('assignment_expression'),
    asterisk: type('asterisk'),
    block: type('block'),
    blockComment: type('block_comment'),
    cast: type('cast_expression'),
    catchClause: type('catch_clause'),
    catchParameter: type('catch_formal_parameter'),
    catchType: type('catch_type'),
    classBody: type('class_body'),
    classLiteral: type('class_literal'),
    compactConstructor: type('compact_constructor_declaration'),
    constructorBody: type('constructor_body'),
    elementValuePair: type('element_value_pair'),
    enumConstant: type('enum_constant'),
    enumDeclaration: type('enum_declaration'),
    expressionStatement: type('expression_statement'),
    extendsInterfaces: type('extends_interfaces'),
    fieldAccess: type('field_access'),
    formalParameter: type('formal_parameter'),
    genericType: type('generic_type'),
    identifier: type('identifier'),
    importDeclaration: type('import_declaration'),
    interfaceDeclaration: type('interface_declaration'),
    lambda: type('lambda_expression'),
    lineComment: type('line_comment'),
    localVariable: type('local_variable_declaration'),
    markerAnnotation: type('marker_annotation'),
    methodInvocation: type('method_invocation'),
    methodReference: type('method_reference'),
    modifiers: type('modifiers'),
    objectCreation: type('object_creation_expression'),
    packageDeclaration: type('package_declaration'),
    parenthesized: type('parenthesized_expression'),
    recordDeclaration: type('record_declaration'),
    resource: type('resource'),
    scopedIdentifier: type('scoped_identifier'),
    scopedType: type('scoped_type_identifier'),
    spreadParameter: type('spread_parameter'),
    stringLiteral: type('string_literal'),
    super: type('super'),
    switchBlock: type('switch_block'),
    switchGroup: type('switch_block_statement_group'),
    switchLabel: type('switch_label'),
    ternary: type('ternary_expression'),
    this: type('this'),
    typeIdentifier: type('type_identifier'),
    typeList: type('type_list'),
    update: type('update_expression'),
    variableDeclarator: type('variable_declarator'),
    fieldAlternative: field('alternative'),
    fieldArguments: field('arguments'),
    fieldBody: field('body'),
    fieldCondition: field('condition'),
    fieldConsequence: field('consequence'),
    fieldDeclarator: field('declarator'),
    fieldField: field('field'),
    fieldInterfaces: field('interfaces'),
    fieldKey: field('key'),
    fieldLeft: field('left'),
    fieldName: field('name'),
    fieldObject: field('object'),
    fieldOperator: field('operator'),
    fieldParameters: field('parameters'),
    fieldResources: field('resources'),
    fieldRight: field('right'),
    fieldSuperclass: field('superclass'),
    fieldType: field('type'),
    fieldValue: field('value'),
    tokenAnd: token('&&'),
    tokenAssign: token('='),
    tokenOr: token('||'),
    functions: typeTable(grammar, functionTypes),
    statements: typeTable(grammar, statementTypes),
    argumentKinds: new Map(argumentKinds.map(([name, kind]) => [type(name), kind])),
  };
}

const functionTypes = [
  'method_declaration',
  'constructor_declaration',
  'compact_constructor_declaration',
  'lambda_expression',
];

const statementTypes = [
  'assert_statement',
  'break_statement',
  'continue_statement',
  'do_statement',
  'enhanced_for_statement',
  'explicit_constructor_invocation',
  'expression_statement',
  'field_declaration',
  'for_statement',
  'if_statement',
  'labeled_statement',
  'local_variable_declaration',
  'return_statement',
  'synchronized_statement',
  'throw_statement',
  'try_statement',
  'try_with_resources_statement',
  'while_statement',
  'yield_statement',
];

const argumentKinds: readonly (readonly [string, ArgumentFact['kind']])[] = [
  ['string_literal', 'string'],
  ['character_literal', 'string'],
  ['decimal_integer_literal', 'number'],
  ['hex_integer_literal', 'number'],
  ['octal_integer_literal', 'number'],
  ['binary_integer_literal', 'number'],
  ['decimal_floating_point_literal', 'number'],
  ['hex_floating_point_literal', 'number'],
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null_literal', 'null'],
  ['identifier', 'name'],
  ['field_access', 'name'],
  ['class_literal', 'name'],
  ['method_reference', 'name'],
  ['this', 'name'],
  ['method_invocation', 'call'],
  ['object_creation_expression', 'call'],
  ['lambda_expression', 'function'],
  ['array_creation_expression', 'list'],
  ['array_initializer', 'list'],
];
