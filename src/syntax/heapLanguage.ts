/**
 * What a grammar says about its nodes, read out of the memory of the WebAssembly runtime once per grammar: which symbols
 * are shown under which name, and which children of a production have a field or another name (an alias).
 *
 * Offsets are those of wasm32 (pointers of four bytes, little endian) in tree-sitter 0.27.1, the core that
 * web-tree-sitter 0.27.1 is built from; each names its file and struct there. Nobody promises them, so whoever reads
 * with them compares what comes out with the public interface first (heapFiller.ts).
 */
import type { Language } from 'web-tree-sitter';
import type { SymbolTable } from './grammarIndex.ts';

/** The module object given to `Parser.init`: the runtime keeps views of its memory there, and new ones whenever it grows. */
export interface RuntimeModule {
  readonly wasmBinary: Uint8Array;
  locateFile(file: string): string;
  readonly HEAPU8?: Uint8Array;
  readonly HEAPU16?: Uint16Array;
  readonly HEAP32?: Int32Array;
}

export interface LanguageTables {
  /** Of the grammar's `TSLanguage`, in bytes; every tree of the grammar points to it. */
  readonly address: number;
  readonly errorType: number;
  /** By symbol: its canonical type, and `namedFlag` where it is named. */
  readonly types: Int32Array;
  /**
   * One row of `width` for each production, one cell for each of its children that counts: alias × 65,536 + field id,
   * both 0 for none. The rows are one array, so that a place in a row is one integer.
   */
  readonly cells: Uint32Array;
  readonly width: number;
  readonly productionCount: number;
}

export const namedFlag = 0x10000;

// src/parser.h, struct TSLanguage. Offsets in bytes.
const symbolCountAt = 4;
const aliasCountAt = 8;
const productionIdCountAt = 28;
const fieldCountAt = 32;
const maxAliasSequenceLengthAt = 36;
const fieldMapSlicesAt = 64;
const fieldMapEntriesAt = 68;
const publicSymbolMapAt = 76;
const aliasSequencesAt = 84;
/** src/parser.h, struct TSMapSlice: `index` and `length`, of two bytes each. */
const mapSliceSize = 4;
/** src/parser.h, struct TSFieldMapEntry: `field_id` of two bytes, `child_index`, `inherited`. */
const fieldMapEntrySize = 4;

/** `null` where the memory cannot be reached or does not look as expected. */
export function readLanguage(language: Language, module: RuntimeModule, symbols: SymbolTable): LanguageTables | null {
  const memory = reader(module);
  const address = addressOf(language);
  if (memory === null || address === null) return null;
  const symbolCount = memory.word(address + symbolCountAt) + memory.word(address + aliasCountAt);
  const productionCount = memory.word(address + productionIdCountAt);
  const aliasWidth = memory.half(address + maxAliasSequenceLengthAt);
  const fields = memory.word(address + fieldCountAt) === 0 ? [] : readFields(memory, address, productionCount);
  if (fields === null || productionCount > 0xffff) return null;
  // The public interface counts the same symbols; where it does not, this is no TSLanguage.
  if (symbolCount !== symbols.canonical.length) return null;

  const publicSymbols = memory.word(address + publicSymbolMapAt);
  const types = Int32Array.from({ length: symbolCount }, (_, symbol) => {
    const shown = memory.half(publicSymbols + symbol * 2);
    return (symbols.canonical[shown] ?? symbols.errorType) + (symbols.named[shown] === 1 ? namedFlag : 0);
  });

  const width = fields.reduce((widest, { child }) => Math.max(widest, child + 1), aliasWidth);
  const cells = new Uint32Array(productionCount * width);
  const aliases = memory.word(address + aliasSequencesAt);
  // Production 0 stands for "no aliases" (src/language.h, ts_language_alias_at).
  for (let production = 1; production < productionCount; production++) {
    for (let child = 0; child < aliasWidth; child++) {
      cells[production * width + child] = memory.half(aliases + (production * aliasWidth + child) * 2) * 0x10000;
    }
  }
  for (const { production, child, field } of fields) {
    const cell = production * width + child;
    const known = cells[cell] ?? 0;
    // Of several fields of one child the first counts (src/tree_cursor.c, ts_tree_cursor_current_field_id).
    if (known % 0x10000 === 0) cells[cell] = known + field;
  }
  if (memory.failed()) return null;
  return { address, errorType: symbols.errorType, types, cells, width, productionCount };
}

interface ProductionField {
  readonly production: number;
  readonly child: number;
  readonly field: number;
}

/** The fields that a production gives to its own children. Those marked as inherited are given further down. */
function readFields(memory: Reader, address: number, productionCount: number): ProductionField[] | null {
  const slices = memory.word(address + fieldMapSlicesAt);
  const entries = memory.word(address + fieldMapEntriesAt);
  const fields: ProductionField[] = [];
  for (let production = 0; production < productionCount && !memory.failed(); production++) {
    const first = memory.half(slices + production * mapSliceSize);
    const length = memory.half(slices + production * mapSliceSize + 2);
    for (let index = first; index < first + length; index++) {
      const entry = entries + index * fieldMapEntrySize;
      const inherited = memory.byte(entry + 3) !== 0;
      if (!inherited) fields.push({ production, child: memory.byte(entry + 2), field: memory.half(entry) });
    }
  }
  return memory.failed() ? null : fields;
}

/** Unsigned little-endian numbers by their address in bytes. A read that leaves the memory gives 0 and is remembered. */
interface Reader {
  byte(address: number): number;
  half(address: number): number;
  word(address: number): number;
  failed(): boolean;
}

function reader({ HEAPU8: bytes, HEAPU16: halves, HEAP32: words }: RuntimeModule): Reader | null {
  if (bytes === undefined || halves === undefined || words === undefined) return null;
  let failed = false;
  const known = (value: number | undefined): number => {
    if (value === undefined) failed = true;
    return value ?? 0;
  };
  return {
    byte: (address) => known(bytes[address]),
    half: (address) => known(halves[address / 2]),
    word: (address) => known(words[address / 4]) >>> 0,
    failed: () => failed,
  };
}

/** The runtime's own objects keep their address in the memory under the key 0, which their types leave out. */
export function addressOf(object: object): number | null {
  const address: unknown = Reflect.get(object, 0);
  return typeof address === 'number' && address > 0 && address % 4 === 0 ? address : null;
}
