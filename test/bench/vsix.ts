/** What a user downloads. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from '../../src/build/package.ts';
import { grammarFiles, runtimeFile } from '../../src/syntax/grammars.ts';
import { wasm } from './engines.ts';
import { ratio, type Row } from './measure.ts';

export async function vsix(): Promise<readonly Row[]> {
  const { size } = await stat(await packageExtension({ quiet: true }));
  let grammars = 0;
  for (const file of [runtimeFile, ...grammarFiles]) grammars += (await stat(path.join(wasm, file))).size;
  const figure = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
  return [
    {
      what: 'VSIX',
      figure: figure(size),
      beside: figure(grammars),
      ratio: ratio(size, grammars),
      method: 'packed, beside the unpacked grammars and their runtime, which are most of it',
    },
  ];
}
