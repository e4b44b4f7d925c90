/** Where a process may have variables from that the repository does not show: without any of these it has no others. */
import { closedLaunchers } from '../knowledge/processEnvironments.ts';
import type { Evidence } from '../model/finding.ts';
import type { ImageDeclaration, ProcessDeclaration, VariableSource } from '../model/production.ts';
import type { Program } from './command.ts';
import { isPlainBase } from './images.ts';
import { addsUnknownVariables } from './prefixes.ts';

export function openForProcess(
  process: ProcessDeclaration,
  image: ImageDeclaration | null,
  unread: readonly VariableSource[],
): Evidence[] {
  const { file, range, launcher } = process;
  const open = unread.map(({ kind, name, ...place }): Evidence => {
    const label = kind === 'file' ? `file ${name}` : `${kind === 'secret' ? 'secret' : 'config map'} ${name}`;
    return { file: place.file, range: place.range, label };
  });
  if (!closedLaunchers.has(launcher)) {
    open.push({ file, range, label: `whatever environment ${launcher} starts it in` });
  }
  if (image !== null) open.push(...ofBase(image));
  else if (process.image !== null) {
    const name = process.image.kind === 'name' ? process.image.name : process.image.dockerfile;
    open.push({ file, range, label: `image ${name}` });
  }
  return open;
}

export function openForImage(image: ImageDeclaration): Evidence[] {
  return [{ file: image.file, range: image.range, label: 'whoever runs the image' }, ...ofBase(image)];
}

function ofBase({ base, file, range }: ImageDeclaration): Evidence[] {
  return base === null || isPlainBase(base) ? [] : [{ file, range, label: `image ${base}` }];
}

/** Tools that fetch variables, and scripts, which may read them from anywhere. */
export function openedByPrefixes({ prefixes, unresolved }: Program): Evidence[] {
  if (unresolved !== null) return [];
  return prefixes.flatMap((prefix) => {
    const [first] = prefix.words;
    if (first === undefined || !(prefix.kind === 'script' || addsUnknownVariables(prefix))) return [];
    const label = prefix.kind === 'script' ? `script ${prefix.name}` : prefix.name;
    return [{ file: first.file, range: first.range, label }];
  });
}
