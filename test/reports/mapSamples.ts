import type { Service } from '../../src/model/production.ts';
import { launch, service, words } from './samples.ts';

/** Services that differ in how long everything is, with two launches each. */
export function syntheticServices(count: number): Service[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${index}`;
    const file = `deploy/${'deep/'.repeat(index % 9)}${name}.yaml`;
    const location = { file, range: { start: 0, end: 0 } };
    const production = launch(location, {
      service: name,
      name,
      launcher: 'kubernetes',
      argv: words(file, 'python', ...Array.from({ length: index % 12 }, (_unused, at) => `--option-${at}=日本語`)),
      evidence: Array.from({ length: 1 + (index % 8) }, (_unused, at) => ({
        file,
        range: { start: at, end: at },
        label: `layer ${at}`,
      })),
    });
    const development = launch(location, { service: name, name, environment: 'development', launcher: 'compose' });
    return service([development, production], { name, root: `services/${name}` });
  });
}
