/** Commands whose first word holds something that is not known here, and that still say which program they start. */
import type { Prefix, Word } from '../model/production.ts';

/**
 * What is left where it does not matter what is not known: the program of a folder (`$JAVA_HOME/bin/java`), what a program
 * of elsewhere is handed (`${NOMAD_TASK_DIR}/start ./api`), what a command looks up (`$(command -v uwsgi)`).
 * @returns null where the first word is all there is to tell
 */
export function throughOpenWord(
  words: readonly Word[],
): { readonly words: readonly Word[]; readonly prefix: Prefix | null } | null {
  const [first, second] = words;
  if (first === undefined || !(first.dynamic || first.value.includes('$(') || first.value.startsWith('`'))) return null;
  const program = lookedUp.exec(first.value)?.[1] ?? inFolder.exec(first.value)?.[1];
  if (program !== undefined) {
    return { words: [{ ...first, value: program, exact: false, dynamic: false }, ...words.slice(1)], prefix: null };
  }
  if (!startOfElsewhere.test(first.value) || second === undefined || second.dynamic) return null;
  if (!/^\.{0,2}\/[\w./-]+$/.test(second.value)) return null;
  const prefix: Prefix = { words: [first], name: first.value, kind: 'other', clearsEnvironment: false };
  return { words: words.slice(1), prefix };
}

const lookedUp = /^(?:\$\(|`)\s*(?:command -v|which|type -p)\s+([\w.-]+)\s*(?:2?>\s*\S+\s*)?(?:\)|`)$/;
const inFolder = /^\$\{?\w+\}?\/(?:[\w.-]+\/)*s?bin\/([A-Za-z][\w.-]*)$/;
const startOfElsewhere = /^\$\{?\w+\}?\/[\w./-]+$/;
