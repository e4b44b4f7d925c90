/** Buttons that say which environments are drawn, and whether only what lacks telemetry is. */
import type { Environment } from '../model/production.ts';
import type { MapChoice } from '../model/productionMap.ts';
import { element, replaceChildren } from './elements.ts';

export interface MapFilter {
  readonly element: HTMLElement;
  choice(): MapChoice;
  /** @param environments those of the map that is shown, each with the count of its launches */
  show(environments: readonly (readonly [environment: Environment, launches: number])[]): void;
  /** As if its button was pressed. @param index from 0, in the order of the buttons */
  toggle(index: number): void;
  toggleLacking(): void;
  reset(): void;
}

const names: Readonly<Record<Environment, string>> = {
  production: 'Production',
  staging: 'Staging',
  unknown: 'Not said',
  development: 'Development',
};

export function createFilter(remembered: MapChoice | undefined, onChange: () => void): MapFilter {
  /** By name, so that what is hidden stays hidden when another environment turns up. */
  let hidden = new Set<Environment>();
  let onlyLacking = remembered?.onlyLacking ?? false;
  let wanted = remembered?.environments ?? null;
  let present: readonly Environment[] = [];
  const buttons = element('span', { class: 'choices', role: 'group', aria: { label: 'Environments' } });
  const lacking = toggleButton('Lacks telemetry', 'Only where a signal is not emitted, or on a condition (l)', () => {
    made.toggleLacking();
  });
  lacking.setAttribute('aria-pressed', String(onlyLacking));

  function update(): void {
    for (const [index, environment] of present.entries()) {
      buttons.children[index]?.setAttribute('aria-pressed', String(!hidden.has(environment)));
    }
    lacking.setAttribute('aria-pressed', String(onlyLacking));
  }

  function changed(): void {
    update();
    onChange();
  }

  const made: MapFilter = {
    element: element('span', { class: 'filter' }, buttons, lacking),
    choice() {
      const shown = present.filter((environment) => !hidden.has(environment));
      return { environments: shown.length === present.length ? null : shown, onlyLacking };
    },
    show(environments) {
      present = environments.map(([environment]) => environment);
      if (wanted !== null) {
        const kept = new Set(wanted);
        hidden = new Set(present.filter((environment) => !kept.has(environment)));
        wanted = null;
      }
      // What nobody can show again must not stay hidden.
      if (present.every((environment) => hidden.has(environment))) hidden.clear();
      replaceChildren(
        buttons,
        ...environments.map(([environment, count], index) =>
          toggleButton(`${names[environment]} ${count}`, `${launchWords(count)}: show or hide (${index + 1})`, () =>
            made.toggle(index),
          ),
        ),
      );
      buttons.hidden = present.length < 2;
      update();
    },
    toggle(index) {
      const environment = present[index];
      if (environment === undefined) return;
      if (hidden.has(environment)) hidden.delete(environment);
      else hidden.add(environment);
      // Nothing at all is what nobody wants to see: the last one leads back to all of them.
      if (present.every((each) => hidden.has(each))) hidden.clear();
      changed();
    },
    toggleLacking() {
      onlyLacking = !onlyLacking;
      changed();
    },
    reset() {
      hidden.clear();
      onlyLacking = false;
      changed();
    },
  };
  return made;
}

function launchWords(count: number): string {
  return count === 1 ? '1 launch' : `${count} launches`;
}

function toggleButton(label: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { class: 'choice', title, onClick }, label);
  made.setAttribute('aria-pressed', 'false');
  return made;
}
