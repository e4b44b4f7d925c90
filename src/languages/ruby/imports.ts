import { childrenOf, textOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { rubyReader } from './expressions.ts';
import type { RubyTypes } from './types.ts';

const loads = /^(?:require|require_relative|load|autoload)$/;

/** `require 'json'`, `require_relative 'a/b'`, which is written `./a/b` here, as it starts at the file. */
export function visitRequire(
  extraction: Extraction,
  call: number,
  method: number,
  list: number,
  types: RubyTypes,
): void {
  if (list === -1) return;
  const name = textOf(extraction.tree, method);
  if (!loads.test(name)) return;
  const reader = rubyReader(extraction.tree, types);
  const given = childrenOf(extraction.tree, list);
  const value = given[name === 'autoload' ? 1 : 0];
  const written = value === undefined ? null : reader.literalOf(value);
  if (written === null || written === '') return;
  const module = name === 'require_relative' && !written.startsWith('.') ? `./${written}` : written;
  addImport(extraction, call, { module, names: [], alias: null, kind: name === 'autoload' ? 'dynamic' : 'require' });
}
