/** The road from files to pipelines: readers of every system, then what their jobs come to. */
import type { Pipeline, Pipelines } from '../../model/pipeline.ts';
import type { Fault } from '../../model/source.ts';
import type { ProductionInput } from '../input.ts';
import { createRepository } from '../repository.ts';
import { assemble } from './assemble.ts';
import { pipelineReaders } from './index.ts';
import type { PipelineContext } from './reader.ts';

/** @throws never for bad input: what cannot be read or followed is a fault, and costs only itself */
export async function buildPipelines(
  input: Pick<ProductionInput, 'paths' | 'read' | 'source' | 'shell' | 'languageOf'>,
): Promise<Pipelines> {
  const faults: Fault[] = [];
  const said = new Set<string>();
  const context: PipelineContext = {
    repository: createRepository({ ...input, profile: null, readers: [], readings: () => Promise.resolve(null) }),
    shell: input.shell,
    fault(fault) {
      const key = `${fault.file ?? ''}\0${fault.message}`;
      if (said.has(key)) return;
      said.add(key);
      faults.push(fault);
    },
  };
  const pipelines: Pipeline[] = [];
  for (const reader of pipelineReaders) {
    try {
      for (const planned of await reader.read(context)) {
        pipelines.push(await assemble(reader.system, planned, context));
      }
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const message = `${reader.system} could not be followed: ${why}`;
      faults.push({ kind: 'artifact', severity: 'error', message, file: null, range: null });
    }
  }
  return { pipelines, faults };
}
