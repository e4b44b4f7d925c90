/** What runs in a job and is of elsewhere, and how tightly its version is held. */
import type { ActionUse } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';

/** @param written `owner/name/path@reference`, `docker://image:tag`, `node@5.0` */
export function actionUse(written: string, { file, range }: Location): ActionUse {
  const isImage = written.startsWith('docker://');
  const at = written.lastIndexOf('@');
  const colon = isImage ? /:([\w][\w.-]*)$/.exec(written) : null;
  const name = at > 0 ? written.slice(0, at) : colon === null ? written : written.slice(0, colon.index);
  const reference = at > 0 ? written.slice(at + 1) : (colon?.[1] ?? null);
  return { file, range, name, reference, kind: kindOf(reference, isImage) };
}

function kindOf(reference: string | null, isImage: boolean): ActionUse['kind'] {
  if (reference === null || reference === '') return 'none';
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$/i.test(reference)) return 'sha';
  if (/^(?:v|release[-/]v?|version[-/]?)?\d+(?:\.\d+)*(?:[-+.\w]*)$/i.test(reference)) return 'version';
  return isImage && reference === 'latest' ? 'none' : 'branch';
}
