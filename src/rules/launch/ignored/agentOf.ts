import { vendors } from '../../../knowledge/telemetry/index.ts';

const agentFlags = [...new Set(vendors.flatMap(({ agents }) => agents.map(({ flag }) => flag)))];

/** The vendor whose agent a flag loads. */
export function agentOf(word: string): string | null {
  const flag = agentFlags.find((one) => word.startsWith(one));
  if (flag === undefined) return null;
  const row = vendors.find(({ agents }) => agents.some((agent) => agent.flag === flag && word.includes(agent.file)));
  return row?.name ?? null;
}

/** Words of options that load an agent. */
export const agentWords = (options: string): readonly string[] =>
  options.split(/\s+/).filter((word) => agentOf(word) !== null);
