/** Pipelines of a small repository in memory, each gate and deploy as one line. */
import { lineIndex } from '../../../src/model/text.ts';
import type { Location } from '../../../src/model/text.ts';
import type { Pipelines } from '../../../src/model/pipeline.ts';
import { buildPipelines } from '../../../src/production/pipelines/build.ts';
import { productionInput, type Files } from '../repository.ts';

export async function pipelinesOf(files: Files): Promise<Pipelines> {
  return buildPipelines(await productionInput(files));
}

const words = new Map<boolean | null, string>([
  [true, 'yes'],
  [false, 'no'],
  [null, 'unknown'],
]);

/** `test: unit-test at 8 blocks yes`, `release: deploys to production at 12: approval no, waits yes, smoke no`. */
export async function rendered(files: Files): Promise<string[]> {
  const { pipelines } = await pipelinesOf(files);
  const line = ({ file, range }: Location): number => lineIndex(files[file] ?? '').positionAt(range.start).line;
  const say = (value: boolean | null): string => words.get(value) ?? '';
  return pipelines.flatMap(({ jobs }) =>
    jobs.flatMap((job) => [
      ...job.gates.map((gate) => `${job.name}: ${gate.type} at ${line(gate)} blocks ${say(gate.blocking)}`),
      ...job.deploys.map(
        (deploy) =>
          `${job.name}: deploys to ${deploy.environment ?? 'unknown'} at ${line(deploy)}: approval ${say(deploy.approval)}, waits ${say(deploy.waits)}, smoke ${say(deploy.smoke)}`,
      ),
    ]),
  );
}
