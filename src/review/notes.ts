/** Why a changed file has no texts to compare, as people read it. */
import type { Unreadable } from '../model/source.ts';

const notes: Readonly<Record<Unreadable, string>> = {
  missing: 'not there',
  'too-large': 'too large',
  binary: 'binary',
  'not-utf8': 'not UTF-8',
  'outside-root': 'outside the root',
  unreadable: 'cannot be read',
};

export function unreadableNote(why: Unreadable): string {
  return notes[why];
}
