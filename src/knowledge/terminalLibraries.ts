/** Packages by which a program speaks with whoever sits at its terminal: no server imports them. */
const libraries: ReadonlySet<string> = new Set([
  'ora',
  'nanospinner',
  'prompts',
  'enquirer',
  'inquirer',
  'listr',
  'listr2',
  'cli-progress',
  'cli-table',
  'cli-table3',
  'boxen',
  'ink',
  'figlet',
  'picocolors',
  'questionary',
  'prompt_toolkit',
]);

const scopes: readonly string[] = ['@clack/', '@inquirer/', '@oclif/'];

/** @param specifier as an import names it: `@clack/prompts`, `prompt_toolkit.shortcuts` */
export function isTerminalLibrary(specifier: string): boolean {
  if (scopes.some((scope) => specifier.startsWith(scope))) return true;
  return libraries.has(specifier.replace(/^([^/.]+)[/.].*$/, '$1'));
}
