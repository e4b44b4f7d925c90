/** What stands above the files: what the review comes to, in one paragraph, and what it says of no file that changed. */
import { element, icon } from './elements.ts';
import { countsOf } from './filters.ts';
import { findingView } from './findingView.ts';
import type { PagePorts } from './state.ts';

export function overview(ports: PagePorts): HTMLElement {
  const { review } = ports.state;
  const made = element('section', { class: 'overview', aria: { label: 'Overview' } });
  // The page says below that there is no change.
  if (!review || (review.files.length === 0 && review.faults.length === 0)) return made;
  const counts = countsOf(review);
  const verdict = review.verdict;
  const words =
    verdict === 'ship'
      ? 'Nothing that production would miss'
      : verdict === 'ask'
        ? 'Somebody has to be asked'
        : `${counts['fix-first']} to fix first`;
  made.append(
    element(
      'h1',
      { class: verdict },
      icon(verdict === 'ship' ? 'pass' : verdict === 'ask' ? 'question' : 'error', verdict),
      element('span', {}, words),
    ),
    element('p', { class: 'summary' }, review.summary),
  );
  if (review.elsewhere.length > 0) {
    made.append(
      element(
        'div',
        { class: 'elsewhere', role: 'group', aria: { label: 'Broken in files that did not change' } },
        element('h2', {}, 'Broken in files that did not change'),
        ...review.elsewhere.map((finding) => findingView(ports, finding, null)),
      ),
    );
  }
  if (review.faults.length > 0) {
    made.append(
      element(
        'details',
        { class: 'faults' },
        element('summary', {}, icon('warning', 'warning'), ` ${review.faults.length} could not be read`),
        element('ul', {}, ...review.faults.map((fault) => element('li', {}, fault))),
      ),
    );
  }
  return made;
}

/** In place of a review: none was asked for, or none could be made. */
export function emptyPage({ post, state }: PagePorts): HTMLElement {
  const failed = state.failure !== null && state.failure !== '';
  const isRunning = state.running !== null;
  return element(
    'section',
    { class: 'empty', aria: { label: 'No review' } },
    icon(failed ? 'error' : 'git-pull-request-go-to-changes', failed ? 'fix-first large' : 'large'),
    element('h1', {}, isRunning ? 'Reviewing…' : failed ? 'There is no review' : 'Review a change against production'),
    element(
      'p',
      {},
      isRunning
        ? (state.running?.message ?? '')
        : failed
          ? (state.failure ?? '')
          : 'A branch, what is not committed yet, a range of commits, or a patch that an assistant wrote.',
    ),
    isRunning
      ? element('button', { class: 'secondary', onClick: () => post({ type: 'cancel' }) }, 'Cancel')
      : element('button', { class: 'primary', onClick: () => post({ type: 'choose' }) }, 'Review Changes…'),
  );
}

/** A review of nothing, or nothing that the filters let through. */
export function nothingShown({ state, refresh }: PagePorts, clear: () => void): HTMLElement {
  const isEmpty = state.review?.files.length === 0;
  return element(
    'section',
    { class: 'empty', aria: { label: 'Nothing to show' } },
    icon(isEmpty ? 'pass' : 'filter', 'large'),
    element('h1', {}, isEmpty ? 'There is no change' : 'No hunk passes the filters'),
    isEmpty
      ? null
      : element(
          'button',
          {
            class: 'secondary',
            onClick() {
              clear();
              refresh();
            },
          },
          'Clear Filters',
        ),
  );
}
