/** A comment that silences nothing hides the next real finding on its line. */
import { defineRule } from '../../model/rule.ts';

export const unusedSuppression = defineRule({
  id: 'unused-suppression',
  area: 'suppression',
  severity: 'warning',
  scope: 'file',
  summary: 'A `prodaware-ignore` comment silences nothing.',
  why:
    'What the comment spoke of is mended, or its rule is misspelt, or the code has moved away from it. Left in place, it ' +
    'silences the next finding of that rule on this line, which nobody has looked at. A comment counts as used when a ' +
    'finding of every rule it names starts on the line it speaks of: its own where code stands before it, else the next ' +
    'line with code.',
  fixes:
    'Removes the rules that silence nothing from the comment, or the whole comment. Safe: it changes no code. A name that is nearly that of a rule is changed to it, which wants a look.',
  examples: {
    python: {
      bad: `import logging

logger = logging.getLogger(__name__)


def refund(gateway, order):
    try:
        gateway.refund(order.payment)
    [|# prodaware-ignore swallowed-error: the gateway repeats it by itself|]
    except GatewayError:
        logger.exception("refund failed")
`,
      good: `def refund(gateway, order):
    try:
        gateway.refund(order.payment)
    # prodaware-ignore swallowed-error: the gateway repeats it by itself
    except GatewayError:
        pass
`,
    },
    typescript: {
      bad: `export async function refund(gateway: Gateway, payment: string): Promise<void> {
  await gateway.refund(payment); [|// prodaware-ignore swallowed-error: repeated by the gateway|]
}
`,
      good: `export async function refund(gateway: Gateway, payment: string): Promise<void> {
  try {
    await gateway.refund(payment);
    // prodaware-ignore swallowed-error: repeated by the gateway
  } catch {}
}
`,
    },
  },
  /** Reported by `applySuppressions`, once all other rules have spoken. */
  check: () => [],
});
