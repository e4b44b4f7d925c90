/** A process with what most readers have nothing to say about left empty. */
import type { ProcessDeclaration } from '../../model/production.ts';

type Required = 'launcher' | 'name' | 'file' | 'range';

export function processOf(
  given: Pick<ProcessDeclaration, Required> & Partial<Omit<ProcessDeclaration, Required | 'kind'>>,
): ProcessDeclaration {
  return {
    kind: 'process',
    environment: null,
    image: null,
    entrypoint: null,
    arguments: null,
    directory: null,
    variables: [],
    variableSources: [],
    annotations: [],
    stop: null,
    probes: [],
    oneShot: false,
    mounts: [],
    ...given,
  };
}
