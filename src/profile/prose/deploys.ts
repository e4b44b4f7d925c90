/** Clauses about deploys: from which branch, started by what, approved, waited for, asked afterwards, taken back. */
import { environmentsIn, type ProseEnvironment } from './environments.ts';

export type DeployStatement =
  | { readonly kind: 'branch'; readonly environment: ProseEnvironment; readonly branch: string }
  | {
      readonly kind: 'trigger';
      readonly environment: ProseEnvironment;
      readonly trigger: 'merge' | 'manual' | 'tag';
    }
  | { readonly kind: 'approval'; readonly environment: ProseEnvironment }
  | { readonly kind: 'wait'; readonly environment: ProseEnvironment }
  /** Paths: those that the clause names. */
  | { readonly kind: 'smoke'; readonly environment: ProseEnvironment; readonly paths: readonly string[] }
  | { readonly kind: 'rollback'; readonly rollback: string }
  /** Parts in the order they are deployed. */
  | { readonly kind: 'order'; readonly order: readonly string[] };

/** A branch is named as code, by the word "branch", or by a name that branches have. */
const branch =
  '(?:the\\s+)?(?:`([\\w./-]+)`(?:\\s+branch)?|([\\w./-]+)\\s+branch|(main|master|trunk|develop|release)\\b)';
const merge = '(?:merges?|merging|push(?:es|ing)?)\\s+(?:in)?to\\s+';
const deploy = '(?:auto-?)?(?:deploy|releas|ship)\\w*';
const branchPatterns: readonly (readonly [pattern: RegExp, trigger: 'merge' | null])[] = [
  [
    new RegExp(
      `\\b${deploy}\\b.{0,40}\\b(?:on|after|upon|by|with)\\s+(?:every\\s+|each\\s+|a\\s+)?${merge}${branch}`,
      'i',
    ),
    'merge',
  ],
  [
    new RegExp(
      `\\b(?:${merge}|commits?\\s+(?:in)?to\\s+)${branch}\\s*(?:=|→|->|is|are|automatically)?\\s*(?:automatically\\s+)?(?:auto\\s+)?${deploy}`,
      'i',
    ),
    'merge',
  ],
  [
    new RegExp(
      `^${branch}\\s+(?:branch\\s+)?(?:is\\s+)?auto(?:matically\\s+|-)?(?:deploys?|deployed|released)\\s+to\\b`,
      'i',
    ),
    'merge',
  ],
  [new RegExp(`\\b${deploy}\\s+from\\s+${branch}`, 'i'), null],
  [
    new RegExp(
      `^${branch}\\s*(?:=|→|->|:|is|deploys\\s+to|maps\\s+to)\\s*(?:the\\s+)?(?:production|prod|staging)\\b`,
      'i',
    ),
    null,
  ],
];

export function deploysIn(clause: string): DeployStatement[] {
  const environments = environmentsIn(clause);
  const [environment] = environments;
  const one = environments.length === 1 && environment !== undefined ? aboutOne(clause, environment) : [];
  return [...one, ...afterwards(clause, environments), ...rollbackIn(clause), ...orderIn(clause)];
}

function aboutOne(clause: string, environment: ProseEnvironment): DeployStatement[] {
  const statements: DeployStatement[] = [];
  for (const [pattern, trigger] of branchPatterns) {
    const match = pattern.exec(clause);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name === undefined) continue;
    statements.push({ kind: 'branch', environment, branch: name });
    if (trigger !== null) statements.push({ kind: 'trigger', environment, trigger });
    break;
  }
  if (/\b(?:requires?|needs?)\b.{0,40}\bapproval\b/i.test(clause)) statements.push({ kind: 'approval', environment });
  if (/\bdeploy\w*\b.{0,30}\bmanual(?:ly)?\b|\bmanual(?:ly)?\s+(?:triggered\s+)?(?:deploy|promot)/i.test(clause)) {
    // An approval that is given by hand says nothing of what starts the deploy.
    if (!/\bmanual\s+approval\b/i.test(clause)) statements.push({ kind: 'trigger', environment, trigger: 'manual' });
  }
  if (/\bdeploy\w*\b.{0,30}\b(?:on|from|by|with)\b.{0,20}\btags?\b/i.test(clause)) {
    statements.push({ kind: 'trigger', environment, trigger: 'tag' });
  }
  return statements;
}

const every = /\b(?:every|each|all|any)\b/i;
const smokeAfter = /\bsmoke[- ]?tests?\b.{0,60}\b(?:after|post)\b.{0,40}\bdeploy/i;
const afterSmoke =
  /\b(?:after|post)\b.{0,40}\bdeploy\w*\b.{0,60}\bsmoke[- ]?tests?\b|\bdeploys?\b.{0,30}\bvalidated by\b.{0,40}\bsmoke[- ]?tests?\b/i;
const waits =
  /\bdeploy\w*\b.{0,40}\bwaits?\b.{0,50}\b(?:stable|stability|healthy|rolled out|rollout)\b|\bwaits?\s+(?:until|for)\b.{0,50}\b(?:stable|stability|healthy|rollout)\b/i;

/** Without a name of an environment it holds for both, where the clause speaks of every deploy. */
function afterwards(clause: string, named: readonly ProseEnvironment[]): DeployStatement[] {
  const environments: readonly ProseEnvironment[] =
    named.length > 0 ? named : every.test(clause) ? ['staging', 'production'] : [];
  const statements: DeployStatement[] = [];
  if (smokeAfter.test(clause) || afterSmoke.test(clause)) {
    const paths = [...clause.matchAll(/(?<=[\s`(])\/[a-z][\w/-]{0,60}(?=[`\s,)]|$)/g)].map(([path]) => path);
    for (const environment of environments) statements.push({ kind: 'smoke', environment, paths });
  }
  if (waits.test(clause)) for (const environment of environments) statements.push({ kind: 'wait', environment });
  return statements;
}

function rollbackIn(clause: string): DeployStatement[] {
  const match = /^roll-?\s?back(?:\s+(?:procedure|plan|strategy))?\s*:\s*`?([^`]{4,120})`?$/i.exec(clause);
  return match?.[1] === undefined ? [] : [{ kind: 'rollback', rollback: match[1].trim() }];
}

function orderIn(clause: string): DeployStatement[] {
  const migrations =
    /\bmigrations?\b.{0,30}\b(?:run|runs|applied|executed)\b.{0,20}\bbefore\b.{0,30}\b(?:app|application|api|deploy\w*|services?|rollout|new version)\b/i;
  return migrations.test(clause) ? [{ kind: 'order', order: ['migrate', 'app'] }] : [];
}
