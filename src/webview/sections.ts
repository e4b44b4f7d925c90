/**
 * The changed files below one another. A section is made when it comes near the view and unmade when it is far from it,
 * keeping its height: two thousand files cost as much as the dozen that can be seen.
 */
import { element } from './elements.ts';
import { fileSection } from './fileSection.ts';
import type { ShownFile } from './filters.ts';
import { hunkView } from './hunkView.ts';
import { emptyPage, nothingShown, overview } from './overview.ts';
import type { Anchor, Current, PagePorts } from './state.ts';

/** How far beyond the view sections are made, in pixels. */
const reach = 1_200;
/** Lines of so many files are asked for at once. */
const mostAsked = 12;
/** So many sections stay made, also those far from the view. */
const mostMade = 60;

export interface Sections {
  readonly element: HTMLElement;
  show(files: readonly ShownFile[]): void;
  /** Lines of these hunks have come. */
  linesCame(hunks: readonly string[]): void;
  redrawHunk(id: string): void;
  redrawFile(path: string): void;
  /** Brings a place into view and, where asked for, the keyboard's focus to it. */
  goTo(to: Current, options: { readonly focus: boolean }): void;
  /** Gives it the keyboard's focus where it is; null or gone: the whole. */
  focus(current: Current | null): void;
  /** Whether a hunk or a finding is at least in part in view. */
  isInView(current: Current): boolean;
  /** The first hunk that is in view. */
  firstInView(): string | null;
  anchor(): Anchor | null;
  restore(anchor: Anchor): void;
}

interface Section {
  readonly shown: ShownFile;
  readonly element: HTMLElement;
  isMade: boolean;
}

export function createSections(ports: PagePorts, clearFilters: () => void): Sections {
  const { state, post } = ports;
  const scroller = element('main', { class: 'changes', tabIndex: -1, aria: { label: 'Changes' } });
  let sections: Section[] = [];
  let byPath = new Map<string, Section>();
  let wanted: Current | null = null;
  /** Paths of the question that is not answered yet, and those that were left out of an answer. */
  const asked = new Set<string>();
  const unanswered = new Set<string>();
  let asking: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const section = isIntersecting ? byPath.get((target as HTMLElement).dataset['path'] ?? '') : undefined;
        if (section) make(section);
      }
      unmakeFarOnes();
    },
    { root: scroller, rootMargin: `${reach}px 0px` },
  );

  function make(section: Section): void {
    if (section.isMade) return;
    section.isMade = true;
    section.element.style.removeProperty('height');
    section.element.replaceChildren(fileSection(ports, section.shown));
    askForLines();
  }

  /** One question at a time, of what is nearest now: who scrolls through everything does not wait for all of it. */
  function askForLines(): void {
    clearTimeout(asking);
    // Scrolling makes several sections at once: their lines are asked for together.
    asking = setTimeout(() => {
      if (!state.review || asked.size > 0) return;
      const lacking = sections.filter(({ isMade, shown }) => isMade && lacksLines(shown));
      for (const { shown } of nearest(lacking).slice(0, mostAsked)) asked.add(shown.file.path);
      if (asked.size > 0) post({ type: 'lines', review: state.review.id, paths: [...asked] });
    }, 20);
  }

  function lacksLines({ file, hunks }: ShownFile): boolean {
    return !state.closed.has(file.path) && !unanswered.has(file.path) && hunks.some(({ id }) => !state.lines.has(id));
  }

  /** The nearest to the view first. */
  function nearest(of: readonly Section[]): Section[] {
    const { top, bottom } = scroller.getBoundingClientRect();
    const distance = (section: Section): number => {
      const box = section.element.getBoundingClientRect();
      return Math.max(0, box.top - bottom, top - box.bottom);
    };
    const distances = new Map(of.map((section) => [section, distance(section)]));
    return of.toSorted((one, other) => (distances.get(one) ?? 0) - (distances.get(other) ?? 0));
  }

  function unmakeFarOnes(): void {
    const made = sections.filter(({ isMade }) => isMade);
    if (made.length <= mostMade) return;
    for (const section of nearest(made).slice(mostMade)) {
      if (section.element.contains(document.activeElement)) continue;
      section.isMade = false;
      section.element.style.setProperty('height', `${section.element.offsetHeight}px`);
      section.element.replaceChildren();
      for (const { id } of section.shown.hunks) state.lines.delete(id);
    }
  }

  /** Roughly, in pixels: what is not made yet has to take up about as much room. */
  function heightOf({ file, hunks }: ShownFile, line: number): number {
    if (state.closed.has(file.path)) return 36;
    const rows = hunks.reduce((sum, { id, lineCount, findings }) => {
      const isShut = state.kept.has(id) && !state.opened.has(id);
      return sum + 40 + (isShut ? 0 : Math.min(lineCount, 2_000) * line + findings.length * 110);
    }, 0);
    return 52 + rows + file.findings.length * 90;
  }

  function hunkElement(id: string): HTMLElement | null {
    return scroller.querySelector<HTMLElement>(`[data-hunk="${CSS.escape(id)}"]`);
  }

  function elementOf({ path, hunk, finding }: Current): HTMLElement | null {
    const found =
      finding === null ? null : scroller.querySelector<HTMLElement>(`[data-finding="${CSS.escape(finding)}"]`);
    return found ?? (hunk === null ? null : hunkElement(hunk)) ?? byPath.get(path)?.element ?? null;
  }

  function scrollTo(target: HTMLElement, to: Current): void {
    const head = target.closest('.file')?.querySelector('.file-head');
    const covered = head && target !== head.parentElement ? head.getBoundingClientRect().height : 0;
    const top = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    // A finding is read with the lines above it.
    const margin = to.finding === null ? 0 : scroller.clientHeight / 3;
    scroller.scrollTop += top - covered - margin;
  }

  function mark(to: Current | null): void {
    for (const old of scroller.querySelectorAll('.current')) old.classList.remove('current');
    const target = to && elementOf(to);
    target?.closest('.hunk')?.classList.add('current');
  }

  function goTo(to: Current, { focus }: { readonly focus: boolean }): void {
    const section = byPath.get(to.path);
    if (section) {
      scrollTo(section.element, { ...to, finding: null });
      make(section);
    }
    const target = elementOf(to);
    if (!target) return;
    wanted = state.lines.has(to.hunk ?? '') ? null : to;
    scrollTo(target, to);
    mark(to);
    if (focus) (target.matches('.file') ? scroller : target).focus({ preventScroll: true });
  }

  function redrawHunk(id: string): void {
    const old = hunkElement(id);
    const file = state.review?.files.find(({ hunks }) => hunks.some((one) => one.id === id));
    const hunk = file?.hunks.find((one) => one.id === id);
    if (!old || !file || !hunk) return;
    const focused = focusIn(old);
    const made = hunkView(ports, file, hunk);
    old.replaceWith(made);
    if (state.current?.hunk === id) made.classList.add('current');
    giveFocus(made, focused);
  }

  return {
    element: scroller,
    show(files) {
      observer.disconnect();
      asked.clear();
      unanswered.clear();
      const line = lineHeight();
      sections = files.map((shown) => ({
        shown,
        element: element('section', {
          class: 'file',
          aria: { label: shown.file.path },
          data: { path: shown.file.path },
        }),
        isMade: false,
      }));
      byPath = new Map(sections.map((section) => [section.shown.file.path, section]));
      const top = state.review ? overview(ports) : state.isTold ? emptyPage(ports) : element('section');
      const none = state.review && sections.length === 0 ? nothingShown(ports, clearFilters) : null;
      scroller.replaceChildren(top, ...(none ? [none] : []), ...sections.map((section) => section.element));
      // Those in view are made at once, so that the first picture is a whole one.
      let room = scroller.clientHeight + reach;
      for (const section of sections) {
        const height = heightOf(section.shown, line);
        if (room > 0) make(section);
        else section.element.style.setProperty('height', `${height}px`);
        room -= height;
        observer.observe(section.element);
      }
      mark(state.current);
    },
    linesCame(hunks) {
      for (const id of hunks) redrawHunk(id);
      for (const path of asked) {
        const section = byPath.get(path);
        if (section && lacksLines(section.shown)) unanswered.add(path);
      }
      asked.clear();
      askForLines();
      if (!wanted || !hunks.includes(wanted.hunk ?? '')) return;
      const target = elementOf(wanted);
      if (target) {
        scrollTo(target, wanted);
        if (scroller.contains(document.activeElement)) target.focus({ preventScroll: true });
      }
      wanted = null;
    },
    redrawHunk,
    redrawFile(path) {
      const section = byPath.get(path);
      if (!section?.isMade) return;
      const focused = focusIn(section.element);
      section.isMade = false;
      make(section);
      mark(state.current);
      giveFocus(section.element, focused);
    },
    goTo,
    focus(current) {
      const target = current === null ? null : elementOf(current);
      (target === null || target.matches('.file') ? scroller : target).focus({ preventScroll: true });
    },
    isInView(current) {
      const box = elementOf(current)?.getBoundingClientRect();
      const view = scroller.getBoundingClientRect();
      return box !== undefined && box.bottom > view.top + 40 && box.top < view.bottom - 20;
    },
    firstInView() {
      const top = scroller.getBoundingClientRect().top + 40;
      for (const hunk of scroller.querySelectorAll<HTMLElement>('.hunk')) {
        if (hunk.getBoundingClientRect().bottom > top) return hunk.dataset['hunk'] ?? null;
      }
      return null;
    },
    anchor() {
      const view = scroller.getBoundingClientRect().top;
      const first = sections.find(
        ({ element: { offsetTop, offsetHeight } }) => offsetTop + offsetHeight > scroller.scrollTop,
      );
      if (!first || scroller.scrollTop === 0) return null;
      return { path: first.shown.file.path, offset: first.element.getBoundingClientRect().top - view };
    },
    restore({ path, offset }) {
      const section = byPath.get(path);
      if (!section) return;
      const place = (): void => {
        const top = section.element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
        scroller.scrollTop += top - offset;
      };
      place();
      make(section);
      place();
    },
  };
}

/** Which button or other thing within an element has the focus; null: the focus is elsewhere. */
function focusIn(parent: HTMLElement): number | null {
  const active = document.activeElement;
  if (!active || !parent.contains(active)) return null;
  return active === parent ? -1 : focusable(parent).indexOf(active as HTMLElement); // -1 for any other element
}

function giveFocus(parent: HTMLElement, index: number | null): void {
  if (index === null) return;
  (focusable(parent)[index] ?? parent).focus({ preventScroll: true });
}

function focusable(parent: HTMLElement): HTMLElement[] {
  return [...parent.querySelectorAll<HTMLElement>('button, [tabindex]')];
}

function lineHeight(): number {
  const size = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-font-size');
  return Math.round((Number.parseFloat(size) || 13) * 1.5);
}
