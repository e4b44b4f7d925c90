/** The hash of what is kept: of all texts that are not the same none has another's, also where somebody tries. */
import { createHash } from 'node:crypto';

/** SHA-256, shortened to 162 bits. */
export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
