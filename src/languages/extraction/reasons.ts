/** Comments by which an author says why an error is dropped. */

const marks = /^\s*(?:#+!?|\/\/+|\/\*+|\*+|<!--)|(?:\*\/|-->)\s*$/g;

/** What tools read; what stands behind `--` or the rule's name may still be a reason. */
const pragmas =
  /(?:pragma:?\s*(?:no|nocover|no cover)\b(?:\s*cover)?|noqa(?::\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*)?|nosec(?:\s+B\d+)?|NOSONAR|type:\s*ignore(?:\[[^\]]*\])?|pyright:\s*ignore(?:\[[^\]]*\])?|pylint:\s*(?:disable|enable)=[\w,\s-]+|(?:eslint|tslint|oxlint|biome|prettier|stylelint|istanbul|c8|v8|deno-lint|sonar|codacy|coverage|ruff|mypy|fmt|isort)[-:\s]*(?:disable|enable|ignore|expect-error|skip|off|on)[-\w]*(?:[\s:]+(?:@?[\w-]+\/[\w/-]+|no-[\w-]+|else|next|file|line|start|stop|if)\b,?)*|@ts-[\w-]+|prodaware-ignore.*)/gi;

const unfinished = /^\s*(?:todo|fixme|xxx|hack|bug)\b/i;

const ignoreWords =
  /^(?:ignor\w*|no-?op|nothing|skip\w*|expected|optional|best[- ]effort|intentional\w*|deliberate\w*|silen\w*|harmless|swallow\w*|fall[- ]?through|suppress\w*|empty|unused|okay|ok|fine)\W*$/i;

/** Code that was commented out explains nothing. */
const code =
  /[;{}]\s*$|^[\w.$]+\([^)]*\)?.*\)\s*;?$|^(?:return|raise|throw|import|from|const|let|var|await|yield|if|for|while|pass|continue|break)\b[^a-z]*(?:$|[^ ]*(?:[(=]|\.\w))|^[\w.]+\s*[+-]?=[^=]/;

const longestLine = 300;

/** Whether a comment explains: two words or more, or the one word that says that it is meant. */
export function explains(comment: string): boolean {
  const lines = comment.slice(0, 4000).split(/\r?\n/, 40);
  return lines.some((line) => {
    const said = line
      .slice(0, longestLine)
      .replace(marks, ' ')
      .replace(marks, ' ')
      .replace(pragmas, ' ')
      // `pass (the file may be missing)`
      .replace(/^\s*pass\s*[(:,–-]/, ' ')
      .replace(/^[\s:;,.*-]+|[\s*]+$/g, '');
    if (said === '' || unfinished.test(said) || code.test(said)) return false;
    if (ignoreWords.test(said)) return true;
    // Where words stand without spaces between them, four signs are a sentence.
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{4,}/u.test(said)) return true;
    return (said.match(/[\p{L}'’]{2,}/gu) ?? []).length >= 2;
  });
}

/** Said above the code that may fail, where only a sentence about failing speaks of the handler below. */
export function excuses(comment: string): boolean {
  return (
    explains(comment) &&
    /\bignor|best[- ]effort|\b(?:may|might|could|can|should) (?:fail|not|raise|throw|be missing|already)|optional|silent|suppress|swallow|harmless|doesn'?t matter|don'?t care|no matter|not? (?:exist|available|installed|supported)|already|fall ?back/i.test(
      comment.slice(0, 4000),
    )
  );
}
