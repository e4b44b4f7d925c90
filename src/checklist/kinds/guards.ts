/** Whether the change takes away what the old code had: a log, a span, a check, a timeout, an error handler. */
import { findingsOf } from '../../model/review.ts';
import { isTestPath } from '../../rules/paths.ts';
import { rules } from '../../rules/index.ts';
import { counted, isBlocking } from '../changedCode.ts';
import type { ItemKind } from '../kind.ts';

const guardRule = 'guard-removed';

export const guardItems: ItemKind = {
  name: 'guards',
  place: 40,
  items({ files, review, severityOf }) {
    const rule = rules.find(({ id }) => id === guardRule);
    const touched = files.filter(
      ({ before, change }) =>
        before !== null &&
        before.facts !== null &&
        !isTestPath(change.path) &&
        change.hunks.some(({ lines }) => lines.some(({ kind }) => kind === 'removed')),
    );
    if (rule === undefined || touched.length === 0) return [];
    const findings = findingsOf(review).filter((finding) => finding.rule === guardRule);
    const isOff = touched.some(({ change }) => severityOf(rule, change.path) === 'off');
    const [first] = findings;
    const detail =
      first !== undefined
        ? `${first.message}${findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''}`
        : isOff
          ? `the rule ${guardRule} is off`
          : `nothing of the kind is gone from ${counted(touched.length, 'file')}`;
    return [
      {
        kind: 'automatic',
        id: 'guards',
        title: 'No log, span, check, timeout or error handler is gone',
        detail,
        state: findings.length > 0 ? 'fail' : isOff ? 'unknown' : 'pass',
        required: findings.length === 0 || findings.some(isBlocking),
        service: null,
        evidence: findings.flatMap((finding) =>
          finding.evidence.some(({ side }) => side === 'before')
            ? finding.evidence
            : [{ file: finding.file, range: finding.range, label: 'removed here' }, ...finding.evidence],
        ),
        about: touched.map(({ change }) => change),
      },
    ];
  },
};
