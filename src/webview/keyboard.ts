/** What keys do, and the page that says so. */
import { element } from './elements.ts';

export interface KeyAction {
  /** As `KeyboardEvent.key`. */
  readonly keys: readonly string[];
  readonly words: string;
  run(): void;
}

export interface KeyGroup {
  readonly title: string;
  readonly actions: readonly KeyAction[];
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** Keys without a modifier, as those with one belong to the editor; none while something is typed. */
export function listenToKeys(groups: readonly KeyGroup[], isBlocked: () => boolean): void {
  const byKey = new Map(
    groups.flatMap(({ actions }) => actions.flatMap((action) => action.keys.map((key) => [key, action]))),
  );
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    const isTyping = target instanceof HTMLElement && target.matches('input, select, textarea');
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping || isBlocked()) return;
    const action = byKey.get(event.key);
    if (!action) return;
    event.preventDefault();
    action.run();
  });
}

export interface Help {
  readonly element: HTMLDialogElement;
  show(): void;
}

/** @param note what else keys do, in a sentence */
export function createHelp(groups: readonly KeyGroup[], note: string): Help {
  const close = element('button', { class: 'secondary' }, 'Close');
  const made = element(
    'dialog',
    { class: 'help', aria: { label: 'Keyboard shortcuts' } },
    element('h2', {}, 'Keyboard Shortcuts'),
    element(
      'div',
      { class: 'help-groups' },
      ...groups.map(({ title, actions }) =>
        element(
          'section',
          {},
          element('h3', {}, title),
          element(
            'dl',
            {},
            ...actions.flatMap(({ keys, words }) => [
              element('dt', {}, ...keys.map((key) => element('kbd', {}, names[key] ?? key))),
              element('dd', {}, words),
            ]),
          ),
        ),
      ),
    ),
    element('p', { class: 'note' }, note),
    close,
  );
  close.addEventListener('click', () => made.close());
  made.addEventListener('keydown', (event) => {
    if (event.key === '?') made.close();
  });
  return { element: made, show: () => made.showModal() };
}
