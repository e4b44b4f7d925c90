/** Values written as YAML, as `toYaml` does, each scalar as its file has it where that fits on a line. */
import type { Location } from '../../../model/text.ts';
import { plainText, textOfPieces, unknownMark, type Piece, type Value } from './values.ts';

const deepest = 40;

export function yamlOf(value: Value, at: Location): readonly Piece[] {
  const made = (text: string): Piece => ({ text, file: at.file, range: at.range, verbatim: false });

  function scalar(one: Value): readonly Piece[] {
    if (one.kind === 'unknown') return [made(unknownMark)];
    if (one.kind === 'nil') return [made('null')];
    if (one.kind !== 'text') return [made(plainText(one) ?? 'null')];
    const text = textOfPieces(one.pieces);
    const [only] = one.pieces;
    if (isPlain(text)) return one.pieces;
    // In quotes, which are nobody's; the text is still where it stands.
    if (only !== undefined && one.pieces.length === 1 && !/["\\\n\t]/.test(text)) return [made('"'), only, made('"')];
    const whole = only === undefined ? made('') : { ...only, verbatim: false };
    return [{ ...whole, text: JSON.stringify(text) }];
  }

  /** Lines without a line break at the start and at the end. */
  function block(one: Value, indent: number, depth: number): readonly Piece[] {
    const margin = ' '.repeat(indent);
    if (depth > deepest) return [made(unknownMark)];
    if (one.kind === 'list' && one.items.length > 0) {
      return one.items.flatMap((item, index): Piece[] => [
        made(`${index === 0 ? '' : `\n${margin}`}- `),
        ...block(item, indent + 2, depth + 1),
      ]);
    }
    if (one.kind === 'map' && one.entries.size > 0) {
      return [...one.entries].flatMap(([key, item], index): Piece[] => {
        const nested =
          (item.kind === 'map' && item.entries.size > 0) || (item.kind === 'list' && item.items.length > 0);
        const start = `${index === 0 ? '' : `\n${margin}`}${isPlain(key) ? key : JSON.stringify(key)}:`;
        if (!nested) return [made(`${start} `), ...block(item, indent, depth + 1)];
        return [made(`${start}\n${margin}  `), ...block(item, indent + 2, depth + 1)];
      });
    }
    if (one.kind === 'list') return [made('[]')];
    if (one.kind === 'map') return [made('{}')];
    return scalar(one);
  }

  return block(value, 0, 0);
}

/** Needs no quotes anywhere in YAML, and is a text without them. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z_/.\uE000][\w./@%+=:\uE000-]*$/.test(text) &&
    !/:$|^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) &&
    !/^[.\d]*$/.test(text)
  );
}
