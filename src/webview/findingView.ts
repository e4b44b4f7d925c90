/** A finding at its line: what is wrong, why, where that can be seen, and what mends it. */
import type { WireEvidence, WireFinding } from '../server/reviewProtocol.ts';
import { button, element, icon } from './elements.ts';
import type { PagePorts } from './state.ts';

const severityIcons = { error: 'error', warning: 'warning', information: 'info', hint: 'lightbulb' } as const;

/** @param hunk the one it stands in; null where it stands in none */
export function findingView(ports: PagePorts, finding: WireFinding, hunk: string | null): HTMLElement {
  const { post, state } = ports;
  const { severity, message, rule, evidence, fixes, fingerprint, path, line } = finding;
  const isFixable = state.review?.isWorkingTree === true;
  const place =
    hunk === null
      ? placeLink(`${path}:${line}`, () =>
          post({ type: 'open', path, uri: finding.uri, range: finding.range, isOld: false }),
        )
      : null;
  return element(
    'div',
    {
      class: `finding ${severity}`,
      role: 'group',
      tabIndex: -1,
      aria: { label: `${severity}: ${message}` },
      data: { finding: fingerprint },
    },
    icon(severityIcons[severity], `severity ${severity}`),
    element(
      'div',
      { class: 'finding-body' },
      element(
        'p',
        { class: 'message' },
        message,
        ' ',
        element(
          'button',
          { class: 'link rule', title: 'Open the page of the rule', onClick: () => post({ type: 'rule', rule }) },
          rule,
        ),
        place && ' ',
        place,
      ),
      evidence.length === 0 ? null : evidenceList(ports, evidence),
      isFixable && fixes.length > 0
        ? element(
            'div',
            { class: 'fixes' },
            ...fixes.map(({ title, safety }, fix) =>
              button(
                title,
                safety === 'safe' ? 'lightbulb-autofix' : 'lightbulb',
                () => post({ type: 'edit', action: { kind: 'fix', finding: fingerprint, fix }, hunk }),
                {
                  class: fix === 0 && safety === 'safe' ? 'primary fix' : 'secondary fix',
                  title:
                    safety === 'safe' ? 'Apply this fix: it keeps the behaviour' : 'Apply this fix, then look at it',
                },
              ),
            ),
          )
        : null,
    ),
  );
}

function evidenceList({ post }: PagePorts, evidence: readonly WireEvidence[]): HTMLElement {
  return element(
    'ul',
    { class: 'evidence', aria: { label: 'Evidence' } },
    ...evidence.map((one) =>
      element(
        'li',
        {},
        element('span', { class: 'label' }, one.label),
        ' ',
        placeLink(`${one.path}:${one.line}${one.isOld ? ' (before)' : ''}`, () =>
          post({ type: 'open', path: one.path, uri: one.uri, range: one.range, isOld: one.isOld }),
        ),
        one.text === '' ? null : element('code', { title: one.text }, one.text),
      ),
    ),
  );
}

function placeLink(text: string, onClick: () => void): HTMLElement {
  return element('button', { class: 'link', onClick }, text);
}
