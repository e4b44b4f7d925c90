/**
 * What a suite inside VS Code asks of the window around it: keys, clicks, pictures, and what a webview shows. Only who
 * started the window can do that, so requests and answers are files in a folder that both know. Names and types only.
 */

/** Environment variable with the folder; absent where nobody can drive the window. */
export const pageVariable = 'PRODAWARE_PAGE';

/** A webview's own page is meant where `webview` holds the selector of something that is in it; else the window. */
export interface PageTarget {
  readonly webview?: string;
}

export type PageRequest = PageTarget &
  (
    | { readonly kind: 'press'; readonly key: string }
    | { readonly kind: 'type'; readonly text: string }
    | { readonly kind: 'click'; readonly selector: string }
    /** Text of all elements that the selector matches, as it is seen. */
    | { readonly kind: 'texts'; readonly selector: string }
    /** Whether the element that has the focus matches the selector. */
    | { readonly kind: 'isFocused'; readonly selector: string }
    | { readonly kind: 'style'; readonly selector: string; readonly property: string }
    | { readonly kind: 'picture'; readonly name: string }
  );

export interface PageAnswer {
  readonly value?: unknown;
  readonly error?: string;
}

/** Number n asks in `n.request.json` and is answered in `n.answer.json`. */
export function requestFile(number: number): string {
  return `${number}.request.json`;
}

export function answerFile(number: number): string {
  return `${number}.answer.json`;
}
