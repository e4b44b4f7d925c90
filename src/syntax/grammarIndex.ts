import type { Language } from 'web-tree-sitter';
import type { GrammarIndex } from './flatTree.ts';

/** A grammar's own symbol ids (one name can have several) to canonical ones, and which symbols are nodes of the tree's own. */
export interface SymbolTable {
  readonly index: GrammarIndex;
  /** Canonical id by the grammar's symbol id. */
  readonly canonical: Uint16Array;
  /** 1 where the symbol is named. */
  readonly named: Uint8Array;
  readonly errorType: number;
}

export function symbolTable(language: Language, name: string): SymbolTable {
  const count = language.nodeTypeCount;
  const canonical = new Uint16Array(count);
  const named = new Uint8Array(count);
  const types = new Map<string, number>();
  const tokens = new Map<string, number>();
  const typeNames: string[] = [];
  for (let symbol = 0; symbol < count; symbol++) {
    const typeName = language.nodeTypeForId(symbol) ?? '';
    const isNamed = language.nodeTypeIsNamed(symbol);
    const ids = isNamed ? types : tokens;
    const known = ids.get(typeName);
    if (known === undefined) ids.set(typeName, symbol);
    canonical[symbol] = known ?? symbol;
    named[symbol] = isNamed ? 1 : 0;
    typeNames.push(typeName);
  }
  typeNames.push('ERROR');
  const fieldNames = language.fields;
  const fields = new Map<string, number>();
  fieldNames.forEach((fieldName, id) => {
    if (fieldName !== null && fieldName !== undefined) fields.set(fieldName, id);
  });
  return {
    canonical,
    named,
    errorType: count,
    index: {
      name,
      type: (typeName) => types.get(typeName) ?? -1,
      token: (tokenName) => tokens.get(tokenName) ?? -1,
      field: (fieldName) => fields.get(fieldName) ?? 0,
      typeNames,
      fieldNames,
    },
  };
}
