/** Delivery pipelines made from the profile, beside what stands in their files now. */
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Engine } from '../engine.ts';
import { generatePipelines, pipelineWriters, type WrittenSystem } from '../reports/delivery/generate.ts';
import { projectFiles } from '../production/project/toolchain.ts';
import { isBelow } from './nodeFiles.ts';
import type { SetupChange } from './setup.ts';

export interface PipelineFiles {
  /** Files that are as they should be are left out. */
  readonly changes: readonly SetupChange[];
  /** What a person has to see to, a line each; where none can be made, why. */
  readonly open: readonly string[];
  /** False where it cannot be known what the pipelines have to do. */
  readonly isMade: boolean;
}

/** What could run the pipelines, that which is in use first. */
export function writtenSystems(
  paths: readonly string[],
): { readonly system: WrittenSystem; readonly isUsed: boolean }[] {
  // The keys of a literal.
  const all = (Object.keys(pipelineWriters) as WrittenSystem[]).map((system) => ({
    system,
    isUsed: paths.some((path) => usedBy[system].test(path)),
  }));
  return [...all.filter(({ isUsed }) => isUsed), ...all.filter(({ isUsed }) => !isUsed)];
}

const usedBy: Readonly<Record<WrittenSystem, RegExp>> = {
  'github-actions': /^\.github\/workflows\/[^/]+\.ya?ml$/,
  'gitlab-ci': /^\.gitlab-ci\.ya?ml$/,
};

export async function pipelineFiles(root: string, engine: Engine, system: WrittenSystem): Promise<PipelineFiles> {
  const texts = new Map<string, string | null>();
  const paths = await engine.paths();
  // Lock files and wrappers may be left out of a review; that they are there is all that matters.
  for (const name of projectFiles)
    texts.set(name, paths.includes(name) ? await engine.text(name) : present(root, name));
  const { files, open } = generatePipelines({
    system,
    policy: await engine.policy(),
    production: await engine.production(),
    pipelines: await engine.pipelines(),
    paths,
    read: (name) => texts.get(name) ?? null,
  });
  const changes = files.flatMap((file): SetupChange[] => {
    const before = present(root, file.path);
    return before === file.text ? [] : [{ file: file.path, before, after: file.text }];
  });
  return { changes, open, isMade: files.length > 0 };
}

/** A link is no file of ours: what it leads to may be outside. */
function present(root: string, name: string): string | null {
  const target = path.join(root, name);
  try {
    if (!lstatSync(target).isFile() || !isBelow(realpathSync(root), realpathSync(target))) return null;
    return readFileSync(target, 'utf8');
  } catch {
    return null;
  }
}
