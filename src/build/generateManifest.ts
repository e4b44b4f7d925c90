/** The part of package.json that says what the extension adds to VS Code, made from the code that uses it. */
import { existsSync, readFileSync } from 'node:fs';
import { severities } from '../model/finding.ts';
import { profilePaths } from '../model/profile.ts';
import { rules } from '../rules/index.ts';
import { capabilities, wakingFiles, wakingLanguages, walkthroughs } from '../vscode/activationContributions.ts';
import {
  category,
  commands,
  configurationDefaults,
  mapPanelType,
  reviewPanelType,
  rowCommands,
  settings,
} from '../vscode/contributions.ts';
import type { CommandContribution } from '../vscode/contributions.ts';
import { menus, views, viewsContainers, viewsWelcome } from '../vscode/viewContributions.ts';

const syntaxes = new URL('../../syntaxes/contributions.json', import.meta.url);

/** @param current package.json as it is; keys that are not made here keep their place and value */
export function generatedManifest(current: object): string {
  const contributed: readonly CommandContribution[] = [...Object.values(commands), ...rowCommands];
  const manifest = {
    ...current,
    categories: ['Linters', 'Programming Languages', 'Other'],
    keywords: ['production', 'telemetry', 'opentelemetry', 'deployment', 'code review'],
    icon: 'media/icon.png',
    pricing: 'Free',
    extensionKind: ['workspace'],
    activationEvents: [
      ...wakingLanguages.map((language) => `onLanguage:${language}`),
      ...[...profilePaths, ...wakingFiles].map((file) => `workspaceContains:${file}`),
      `onWebviewPanel:${reviewPanelType}`,
      `onWebviewPanel:${mapPanelType}`,
    ],
    capabilities,
    contributes: {
      commands: contributed.map((command) => ({ ...command, category: command.category ?? category })),
      menus,
      viewsContainers,
      views,
      viewsWelcome,
      configuration: { title: 'ProdAware', properties: withRules() },
      configurationDefaults,
      ...languagesAndGrammars(),
      yamlValidation: [{ fileMatch: profilePaths, url: './schemas/prodaware.schema.json' }],
      walkthroughs,
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The severity of each rule can be completed in the settings. */
function withRules(): object {
  const name = { type: 'string', enum: ['off', ...severities] };
  const scoped = {
    type: 'object',
    properties: { severity: name, paths: { type: 'array', items: { type: 'string' } } },
    required: ['severity'],
    additionalProperties: false,
  };
  const severity = { anyOf: [name, scoped, { type: 'array', items: scoped }] };
  const properties = Object.fromEntries(
    [...rules]
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map((rule) => [rule.id, { ...severity, description: `${rule.summary} Default: ${rule.severity}.` }]),
  );
  return {
    ...settings,
    'prodaware.rules': { ...settings['prodaware.rules'], properties, additionalProperties: severity },
  };
}

function languagesAndGrammars(): object {
  // Our own file, beside the grammars that it names.
  return existsSync(syntaxes) ? (JSON.parse(readFileSync(syntaxes, 'utf8')) as object) : {};
}
