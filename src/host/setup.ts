/** What has to be written so that assistants, and git, ask before a change goes on: files as they are and as they should be. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError, type Agent, type SetupFile } from '../agents/agent.ts';
import { productionContext } from '../agents/context.ts';
import { agents } from '../agents/index.ts';
import { withBlock } from '../agents/instructions.ts';
import type { Engine } from '../engine.ts';
import { isBelow } from './nodeFiles.ts';

export interface SetupChange {
  /** Root-relative. */
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
}

/** Every assistant, and whether it left traces in a repository. */
export function knownAgents(root: string): { readonly agent: Agent; readonly isUsed: boolean }[] {
  const used = new Set(agentsFor(root, []));
  return agents.map((agent) => ({ agent, isUsed: used.has(agent) }));
}

export interface SetupPlan {
  readonly changes: readonly SetupChange[];
  /** One line each: what is left as it is, and why. */
  readonly refused: readonly string[];
}

export interface SetupWish {
  /** Names of agents; empty: those that left traces here. */
  readonly agents: readonly string[];
  readonly hooks: boolean;
  readonly instructions: boolean;
  /** What runs ProdAware: `prodaware`, `npx prodaware`. */
  readonly program: string;
}

const largest = 1_000_000;

/** Files that are already as they should be are left out. */
export async function setupPlan(root: string, engine: Engine, wish: SetupWish): Promise<SetupPlan> {
  const block = productionContext(await engine.production(), await engine.profile());
  const chosen = agentsFor(root, wish.agents);
  const files: SetupFile[] = [];
  if (wish.instructions) {
    files.push(...chosen.map((agent) => agent.instructionFile(block)));
    // What all assistants read; written where it is in use, or where no other file would tell them.
    if (chosen.length === 0 || lstatSync(path.join(root, 'AGENTS.md'), { throwIfNoEntry: false }) !== undefined) {
      files.push({ path: 'AGENTS.md', text: (present) => withBlock(present, block) });
    }
  }
  if (wish.hooks) {
    files.push(...chosen.map((agent) => agent.hookFile(`${wish.program} hook --agent ${agent.name}`)));
  }
  const changes: SetupChange[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      const before = present(root, file.path);
      const after = file.text(before);
      if (after !== before) changes.push({ file: file.path, before, after });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      refused.push(`${file.path} is left as it is: ${error.message}`);
    }
  }
  return { changes, refused };
}

function agentsFor(root: string, names: readonly string[]): Agent[] {
  const isThere = (trace: string): boolean =>
    lstatSync(path.join(root, trace), { throwIfNoEntry: false }) !== undefined;
  return agents.filter((agent) => (names.length === 0 ? agent.traces.some(isThere) : names.includes(agent.name)));
}

/** @throws SetupError where something other than a file of text is there */
function present(root: string, file: string): string | null {
  const target = path.resolve(root, file);
  if (!isBelow(root, target)) throw new SetupError('it is outside the repository');
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (status === undefined) return null;
  if (!status.isFile()) throw new SetupError('it is a link or no regular file');
  if (status.size > largest) throw new SetupError('it is too large');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(target));
  } catch {
    throw new SetupError('it is not UTF-8 text');
  }
}
