/** The bar at the top: what is reviewed, the filters, what can be done with all of it, and what is going on. */
import { hunkVerdicts } from '../model/review.ts';
import type { Area } from '../model/rule.ts';
import { append, button, element, icon, iconButton, replaceChildren } from './elements.ts';
import { areasOf, countsOf, safeFixes } from './filters.ts';
import { verdictIcons, verdictWords, type PagePorts } from './state.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  update(): void;
}

export function createToolbar(ports: PagePorts, showHelp: () => void): Toolbar {
  const { state, post } = ports;
  const title = element('div', { class: 'title' });
  const verdicts = element('div', { class: 'verdicts', role: 'group', aria: { label: 'Filter by verdict' } });
  const areas = element('select', { class: 'areas', aria: { label: 'Filter by area' } });
  areas.addEventListener('change', () => {
    // The values are those of the options below.
    state.filters = { ...state.filters, area: areas.value === '' ? null : (areas.value as Area) };
    ports.refresh();
  });
  const kept = element('div', { class: 'kept-count' });
  const actions = element('div', { class: 'actions', role: 'toolbar', aria: { label: 'Review' } });
  const progress = element('div', { class: 'progress', role: 'progressbar', aria: { label: 'Review' }, hidden: true });
  const bar = element('div', { class: 'bar' });
  progress.append(bar);
  const banner = element('div', { class: 'banner', role: 'status', hidden: true });
  const made = element(
    'header',
    { class: 'toolbar' },
    element('div', { class: 'toolbar-row' }, title, actions),
    element('div', { class: 'toolbar-row filters' }, verdicts, areas, kept),
    progress,
    banner,
  );

  function updateFilters(): void {
    const { review, filters } = state;
    const counts = review ? countsOf(review) : { 'fix-first': 0, ask: 0, ship: 0 };
    replaceChildren(
      verdicts,
      ...hunkVerdicts.map((verdict) => {
        const isOn = filters.verdicts.includes(verdict);
        return element(
          'button',
          {
            class: `chip ${isOn ? 'on' : ''}`,
            title: isOn ? `Show all verdicts` : `Show only “${verdictWords[verdict]}”`,
            aria: { pressed: isOn },
            onClick() {
              const others = filters.verdicts.filter((one) => one !== verdict);
              state.filters = { ...state.filters, verdicts: isOn ? others : [...others, verdict] };
              ports.refresh();
            },
          },
          icon(verdictIcons[verdict], verdict),
          element('span', { class: 'count' }, String(counts[verdict])),
          element('span', {}, ` ${verdictWords[verdict]}`),
        );
      }),
    );
    const known = review ? areasOf(review) : [];
    replaceChildren(
      areas,
      option('', 'All areas'),
      ...known.map((area) => option(area, area[0]?.toUpperCase() + area.slice(1))),
    );
    areas.value = filters.area ?? '';
    areas.hidden = known.length === 0;
    const all = review?.files.flatMap(({ hunks }) => hunks) ?? [];
    const done = all.filter(({ id }) => state.kept.has(id)).length;
    replaceChildren(kept);
    if (all.length === 0) return;
    append(kept, [
      element('span', {}, `${done} of ${all.length} kept`),
      iconButton(
        filters.hidesKept ? 'Show Kept Hunks' : 'Hide Kept Hunks',
        filters.hidesKept ? 'eye-closed' : 'eye',
        () => {
          state.filters = { ...state.filters, hidesKept: !filters.hidesKept };
          ports.refresh();
        },
        { aria: { pressed: filters.hidesKept } },
      ),
    ]);
  }

  function updateActions(): void {
    const { review, running } = state;
    const safe = review?.isWorkingTree === true ? safeFixes(review) : 0;
    replaceChildren(
      actions,
      safe === 0
        ? null
        : button(
            `Fix All Safe (${safe})`,
            'lightbulb-autofix',
            () => post({ type: 'edit', action: { kind: 'fix-all-safe' }, hunk: null }),
            { class: 'primary', title: 'Apply every fix that keeps the behaviour' },
          ),
      running
        ? button('Cancel', null, () => post({ type: 'cancel' }))
        : iconButton('Refresh (r)', 'refresh', () => post({ type: 'refresh' })),
      iconButton('Review Other Changes…', 'git-pull-request-go-to-changes', () => post({ type: 'choose' })),
      review && review.files.length > 0
        ? iconButton('Open All in Diff Editor', 'diff-multiple', () => post({ type: 'changes' }))
        : null,
      iconButton('Checklist before Pull Request', 'checklist', () => post({ type: 'checklist' })),
      iconButton('Keyboard Shortcuts (?)', 'keyboard', showHelp),
    );
  }

  function updateBanner(): void {
    const { running, isOutdated, failure } = state;
    progress.hidden = running === null;
    bar.classList.toggle('unknown', running?.percent === null);
    if (running?.percent === null || running === null) {
      progress.removeAttribute('aria-valuenow');
    } else {
      progress.setAttribute('aria-valuenow', String(running.percent));
      bar.style.setProperty('--done', `${running.percent}%`);
    }
    progress.setAttribute('aria-valuetext', running?.message ?? '');
    const failed = failure !== null && failure !== '';
    banner.hidden = running !== null || !(isOutdated || failed);
    replaceChildren(
      banner,
      icon(failed ? 'error' : 'warning', failed ? 'fix-first' : 'ask'),
      element('span', {}, failed ? `No newer review: ${failure}` : 'Files have changed since this review.'),
      button('Refresh', null, () => post({ type: 'refresh' }), { class: 'link' }),
    );
  }

  return {
    element: made,
    update() {
      const { review } = state;
      made.hidden = review === null;
      if (!review) return;
      replaceChildren(title, element('strong', {}, review.title), element('span', {}, described(ports)));
      title.title = review.title;
      updateFilters();
      updateActions();
      updateBanner();
    },
  };
}

function described({ state: { review } }: PagePorts): string {
  if (!review) return '';
  const added = review.files.reduce((sum, file) => sum + file.added, 0);
  const removed = review.files.reduce((sum, file) => sum + file.removed, 0);
  const files = review.files.length === 1 ? '1 file' : `${review.files.length} files`;
  return `${files}, +${added} −${removed}`;
}

function option(value: string, text: string): HTMLOptionElement {
  const made = element('option', {}, text);
  made.value = value;
  return made;
}
