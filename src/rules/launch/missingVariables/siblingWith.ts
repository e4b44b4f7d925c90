import type { Launch, Production, Variable } from '../../../model/production.ts';
import type { Location } from '../../../model/text.ts';

/** The variable as another process of the same file has it. */
export function siblingWith(production: Production, launch: Launch, { file }: Location, name: string): Variable | null {
  for (const { launches } of production.services) {
    for (const other of launches) {
      if (other === launch || other.environment !== launch.environment) continue;
      const found = other.variables.find((one) => one.name === name && one.file === file && one.value !== '');
      if (found !== undefined) return found;
    }
  }
  return null;
}
