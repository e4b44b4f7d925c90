/**
 * The one way in which this page makes elements. Text comes out of repositories and patches, so it only ever becomes
 * text: there is no way here to pass markup.
 */

export type Child = Node | string | null | undefined | false;

export interface Attributes {
  readonly class?: string;
  readonly role?: string;
  readonly title?: string;
  readonly id?: string;
  readonly tabIndex?: number;
  readonly hidden?: boolean;
  readonly disabled?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
  readonly aria?: Readonly<Record<string, string | number | boolean>>;
  readonly data?: Readonly<Record<string, string>>;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  const listening: HTMLElement = made;
  const { aria, data, onClick, role } = attributes;
  if (attributes.class !== undefined) made.className = attributes.class;
  if (role !== undefined) made.setAttribute('role', role);
  if (attributes.title !== undefined) made.title = attributes.title;
  if (attributes.id !== undefined) made.id = attributes.id;
  if (attributes.tabIndex !== undefined) made.tabIndex = attributes.tabIndex;
  if (attributes.hidden === true) made.hidden = true;
  if (attributes.disabled === true && made instanceof HTMLButtonElement) made.disabled = true;
  if (made instanceof HTMLButtonElement) made.type = 'button';
  for (const [name, value] of Object.entries(aria ?? {})) made.setAttribute(`aria-${name}`, String(value));
  for (const [name, value] of Object.entries(data ?? {})) made.dataset[name] = value;
  if (onClick) listening.addEventListener('click', onClick);
  append(made, children);
  return made;
}

export function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
}

export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** A codicon. It says nothing to those who cannot see it: what it means is said beside it. */
export function icon(name: string, className = ''): HTMLSpanElement {
  return element('span', { class: `codicon codicon-${name} ${className}`.trim(), aria: { hidden: true } });
}

/** A button with an icon and words. */
export function button(
  label: string,
  iconName: string | null,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const { class: className = 'secondary', ...others } = attributes;
  return element(
    'button',
    {
      ...others,
      class: className,
      onClick(event) {
        event.stopPropagation();
        onClick();
      },
    },
    iconName === null ? null : icon(iconName),
    element('span', {}, label),
  );
}

/** A button that is an icon alone; its words are in the hover and for screen readers. */
export function iconButton(
  label: string,
  iconName: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const { class: className = '', aria, ...others } = attributes;
  return element(
    'button',
    {
      title: label,
      ...others,
      class: `icon-button ${className}`.trim(),
      aria: { label, ...aria },
      onClick(event) {
        event.stopPropagation();
        onClick();
      },
    },
    icon(iconName),
  );
}
