/** An operation that the profile wants an audit record of writes none. */
import type { Evidence } from '../../model/finding.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import type { Facts } from '../../model/facts.ts';
import { surveyOf, type OperationRow } from '../../survey/survey.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import { asksFor, namePattern } from '../wantedOperations.ts';
import { auditTrailOf, lastName } from './auditTrail.ts';

const profile = 'version: 1\ncompliance:\n  audit: ["delete_*", payment]\n  auditHelpers: [audit.record]\n';
const rest = { 'prodaware.yaml': profile, Procfile: 'web: python app.py\n' };
const body = 'import audit\n\n\ndef delete_account(store, account):\n    store.remove(account)\n';

export const missingAudit = defineRule({
  id: 'missing-audit',
  area: 'compliance',
  severity: 'off',
  scope: 'file',
  summary: 'An operation that must leave an audit record leaves none.',
  why:
    'An audit record says who did what to whose data, and is kept when logs are long gone. Its gaps are found when it is ' +
    'asked for.\n\n' +
    '`compliance.audit` of the profile says which operations must leave one: kinds such as `payment`, `authentication` or ' +
    '`admin action`, patterns of names, or globs of files; `compliance.auditHelpers` names the functions that write it. ' +
    'Without helpers, whatever the function calls that is named after an audit, a trail or a history of activities counts. ' +
    'A record that is written one or two calls away counts, and an operation that passes through several layers is named ' +
    'where it comes in. Without `compliance.audit` nothing is said.\n\n' +
    'It is off until it is turned on: a pattern of names also names what only helps an operation, and one in three findings ' +
    'on real code was of that kind.',
  fixes: 'There is none: what the record must hold is for whoever knows the operation.',
  examples: {
    python: {
      bad: { ...rest, 'app.py': body.replace('delete_account', '[|delete_account|]') },
      good: { ...rest, 'app.py': `${body}    audit.record("account deleted", account.id)\n` },
    },
  },
  check(context) {
    const { path, text, facts, production, profile: loaded } = context;
    const wanted = loaded?.value.compliance?.audit ?? [];
    if (loaded === null || wanted.length === 0 || isTestPath(path) || isToolPath(path)) return [];
    // Browsers and migrations do nothing on somebody's behalf that is not asked of the service.
    if (/(?:^|\/)migrations?\//.test(path) || !isReviewed(context)) return [];
    const helpers = loaded.value.compliance?.auditHelpers ?? [];
    const patterns = wanted.map(namePattern);
    const rowsOf = (of: Facts): readonly OperationRow[] =>
      surveyOf(of, (name) => patterns.some((matches) => matches?.(name) === true)).operations;
    const isRecord = (callee: string): boolean =>
      helpers.length === 0 ? soundsLikeAudit.test(callee) : helpers.some((helper) => isNamed(callee, helper));
    const trail = auditTrailOf(production, JSON.stringify([wanted, helpers]), isRecord, (other, of) =>
      rowsOf(of).flatMap((row) => (wanted.some((one) => asksFor(one, row, other)) ? [lastName(row.name)] : [])),
    );
    const operations = rowsOf(facts);
    const reported = new Set<number>();
    return operations.flatMap((row): Draft[] => {
      const index = wanted.findIndex((one) => asksFor(one, row, path));
      const operation = facts.functions[row.function];
      if (index === -1 || operation === undefined || reported.has(row.function)) return [];
      reported.add(row.function);
      const { start, end } = operation.range;
      const own = facts.calls.filter(({ range }) => range.start >= start && range.end <= end);
      const around = [...operation.decorators, ...own.map(({ callee }) => callee)];
      const name = lastName(row.name);
      // A record may be written a call away, and one operation passes through several layers.
      const records =
        around.some((one) => isRecord(one) || (lastName(one) !== name && trail.records(lastName(one)))) ||
        trail.isInner({ name, path });
      // What does nothing but hand on is audited where the work is done.
      if (records || own.length === 0 || text.slice(operation.body.start, operation.body.end).trim() === '') return [];
      const range = loaded.locate(['compliance', 'audit', index]);
      const evidence: Evidence[] =
        range === null ? [] : [{ file: loaded.file, range, label: 'the profile asks for it' }];
      const who = helpers.length === 0 ? 'nothing in it writes one' : `it calls none of ${helpers.join(', ')}`;
      const message = `${row.name} must leave an audit record, and ${who}`;
      return [{ file: path, range: operation.nameRange ?? operation.body, message, evidence }];
    });
  },
});

const soundsLikeAudit = /audit|(?:^|[._])trail|activity_?(?:log|record)|history|event_?log/i;

/** `audit.record` of `self.audit.record`, `record` of `audit.record`, `audited` of a decorator `audited(…)`. */
function isNamed(written: string, helper: string): boolean {
  const name = written.replace(/\(.*$/s, '');
  return name === helper || name.endsWith(`.${helper}`) || name.endsWith(`:${helper}`) || name.endsWith(`>${helper}`);
}
