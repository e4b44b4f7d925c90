import type { HandlerFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import { rangeOf } from '../../syntax/navigate.ts';
import { conditionText, enterLater } from './extraction.ts';
import type { Extraction } from './extraction.ts';

/** What a language says of a handler; types and outcome follow when all names are known. */
export interface NewHandler extends Pick<
  HandlerFact,
  'form' | 'header' | 'body' | 'statements' | 'placeholder' | 'binding' | 'bindingInsertAt'
> {
  /** Node of the body; -1 where there is no code that handles. */
  readonly bodyNode: number;
  /** Node whose errors are caught, -1 where it is unknown. */
  readonly tryBodyNode: number;
  /** One past the last node of what is tried, where the node holds more than that. */
  readonly tryEnd?: number;
  /** Where what is tried stands, where that is less than the node. */
  readonly tryRange?: Range;
  readonly types: readonly number[];
  /** All names that the caught error, or parts of it, go by. */
  readonly bindingNames: readonly string[];
  /** A function that is handed over by name, as in `.catch(noop)`; else -1. */
  readonly reference: number;
  /** Node that stands for the handler: the clause, the statement, the call. */
  readonly placedAt: number;
}

export function addHandler(extraction: Extraction, handler: NewHandler): void {
  const { tree, frame, handlers } = extraction;
  const { bodyNode, tryBodyNode, placedAt } = handler;
  const index = handlers.length;
  handlers.push({
    body: bodyNode,
    tryBody: tryBodyNode,
    tryEnd: handler.tryEnd ?? -1,
    types: handler.types,
    bindingNames: handler.bindingNames,
    reference: handler.reference,
    node: placedAt,
    frame,
    fact: {
      range: rangeOf(tree, placedAt),
      function: frame.function,
      condition: conditionText(extraction, frame),
      form: handler.form,
      header: handler.header,
      body: handler.body,
      statements: handler.statements,
      placeholder: handler.placeholder,
      types: [],
      binding: handler.binding,
      bindingInsertAt: handler.bindingInsertAt,
      tryBody: tryBodyNode === -1 ? null : (handler.tryRange ?? rangeOf(tree, tryBodyNode)),
      outcome: 'swallowed',
      outcomeRange: null,
    },
  });
  if (bodyNode !== -1) enterLater(extraction, bodyNode, { handler: index });
}
