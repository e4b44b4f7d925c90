/**
 * The syntax colours of the user's theme. A webview gets the colours of the workbench as CSS variables and none of those
 * of source text, so they are read where the theme was read from: its own file, those that it includes, and what the
 * user's settings change in them. A theme that cannot be read leaves the page its fallback.
 */
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { TokenKind } from '../../model/token.ts';
import type { TokenColors, TokenStyle } from '../../webview/messages.ts';

/** Where grammars put what a token is: the scopes that most of them give it, the usual one first. */
const scopesOf: Readonly<Record<TokenKind, readonly string[]>> = {
  comment: ['comment.line', 'comment'],
  string: ['string.quoted.double', 'string'],
  number: ['constant.numeric.integer', 'constant.numeric'],
  keyword: ['keyword.control.flow', 'keyword.control', 'keyword'],
  constant: ['constant.language', 'constant'],
  type: ['entity.name.type.class', 'entity.name.type', 'support.type'],
  function: ['entity.name.function', 'support.function'],
  property: ['variable.other.property', 'variable.other.object.property', 'support.variable.property'],
};

interface TokenRule {
  readonly scopes: readonly string[];
  readonly foreground: string | undefined;
  readonly fontStyle: string | undefined;
}

/** A theme includes at most so many others in a row. */
const deepestInclude = 8;

export async function themeColors(): Promise<TokenColors> {
  const rules = [...(await rulesOfTheme(activeThemeName())), ...customRules()];
  const colors: Partial<Record<TokenKind, TokenStyle>> = {};
  for (const [kind, scopes] of Object.entries(scopesOf)) {
    const style = styleOf(rules, scopes);
    // The keys are those of the table above.
    if (style) colors[kind as TokenKind] = style;
  }
  return colors;
}

/** Calls back whenever the colours may be others. */
export function onThemeChange(changed: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(changed),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('editor.tokenColorCustomizations')) changed();
    }),
  );
}

function activeThemeName(): string {
  const workbench = vscode.workspace.getConfiguration('workbench');
  const window = vscode.workspace.getConfiguration('window');
  const { HighContrast, HighContrastLight, Light } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  const isHighContrast = kind === HighContrast || kind === HighContrastLight;
  const chosen =
    isHighContrast && window.get('autoDetectHighContrast') === true
      ? workbench.get<string>(
          kind === HighContrast ? 'preferredHighContrastColorTheme' : 'preferredHighContrastLightColorTheme',
        )
      : window.get('autoDetectColorScheme') === true
        ? workbench.get<string>(kind === Light ? 'preferredLightColorTheme' : 'preferredDarkColorTheme')
        : undefined;
  // The system decides on high contrast whatever the setting says, so the theme that is named may be another kind.
  const named = workbench.get<string>('colorTheme') ?? '';
  return chosen !== undefined && kindOf(chosen) === kind ? chosen : kindOf(named) === kind ? named : (chosen ?? named);
}

interface ContributedTheme {
  readonly extension: vscode.Uri;
  readonly path: string;
  readonly uiTheme: string;
}

function contributedTheme(name: string): ContributedTheme | undefined {
  for (const { packageJSON, extensionUri } of vscode.extensions.all) {
    // Any extension's manifest, which says what it likes.
    const themes: unknown = (packageJSON as { contributes?: { themes?: unknown } }).contributes?.themes;
    for (const theme of Array.isArray(themes) ? (themes as unknown[]) : []) {
      if (!isRecord(theme) || typeof theme['path'] !== 'string') continue;
      const names = [theme['id'], theme['label']].filter((one) => typeof one === 'string');
      if (!names.some((one) => plain(one) === plain(name))) continue;
      return { extension: extensionUri, path: theme['path'], uiTheme: String(theme['uiTheme']) };
    }
  }
  return undefined;
}

/** The themes of VS Code itself lost this word in a later version, and settings still have it. */
function plain(name: string): string {
  return name.replace(/^Default /, '').toLowerCase();
}

function kindOf(name: string): vscode.ColorThemeKind | undefined {
  const { Dark, HighContrast, HighContrastLight, Light } = vscode.ColorThemeKind;
  const kinds: Readonly<Record<string, vscode.ColorThemeKind>> = {
    vs: Light,
    'vs-dark': Dark,
    'hc-black': HighContrast,
    'hc-light': HighContrastLight,
  };
  return kinds[contributedTheme(name)?.uiTheme ?? ''];
}

async function rulesOfTheme(name: string): Promise<TokenRule[]> {
  const theme = contributedTheme(name);
  if (!theme) return [];
  try {
    return await rulesOfFile(vscode.Uri.joinPath(theme.extension, theme.path), deepestInclude);
  } catch {
    return [];
  }
}

/** Of the included theme first: what comes later wins. */
async function rulesOfFile(file: vscode.Uri, depth: number): Promise<TokenRule[]> {
  const content: unknown = parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  if (!isRecord(content)) return [];
  const beside = (path: string): vscode.Uri => vscode.Uri.joinPath(file, '..', path);
  const { include, tokenColors } = content;
  const included = typeof include === 'string' && depth > 0 ? await rulesOfFile(beside(include), depth - 1) : [];
  const own =
    typeof tokenColors === 'string' && tokenColors.endsWith('.json') && depth > 0
      ? await rulesOfFile(beside(tokenColors), depth - 1)
      : rulesIn(tokenColors);
  return [...included, ...own];
}

function rulesIn(tokenColors: unknown): TokenRule[] {
  if (!Array.isArray(tokenColors)) return [];
  return (tokenColors as unknown[]).flatMap((entry): TokenRule[] => {
    if (!isRecord(entry) || !isRecord(entry['settings'])) return [];
    const { foreground, fontStyle } = entry['settings'];
    const scope = entry['scope'];
    const scopes = typeof scope === 'string' ? scope.split(',') : Array.isArray(scope) ? scope : [];
    return [
      {
        scopes: scopes.flatMap((one) => (typeof one === 'string' ? [one.trim()] : [])),
        foreground: typeof foreground === 'string' ? foreground : undefined,
        fontStyle: typeof fontStyle === 'string' ? fontStyle : undefined,
      },
    ];
  });
}

/** `editor.tokenColorCustomizations`: kinds by name, and rules as in a theme; those in `[Theme]` for that theme alone. */
function customRules(): TokenRule[] {
  const custom: unknown = vscode.workspace.getConfiguration('editor').get('tokenColorCustomizations');
  if (!isRecord(custom)) return [];
  const named: Readonly<Record<string, readonly string[]>> = {
    comments: ['comment'],
    strings: ['string'],
    numbers: ['constant.numeric'],
    keywords: ['keyword'],
    types: ['entity.name.type'],
    functions: ['entity.name.function'],
  };
  const of = (settings: Record<string, unknown>): TokenRule[] => [
    ...Object.entries(named).flatMap(([key, scopes]): TokenRule[] => {
      const value = settings[key];
      const style = isRecord(value) ? value : { foreground: value };
      const { foreground, fontStyle } = style;
      if (typeof foreground !== 'string' && typeof fontStyle !== 'string') return [];
      return [
        {
          scopes,
          foreground: typeof foreground === 'string' ? foreground : undefined,
          fontStyle: typeof fontStyle === 'string' ? fontStyle : undefined,
        },
      ];
    }),
    ...rulesIn(settings['textMateRules']),
  ];
  const forTheme = custom[`[${activeThemeName()}]`];
  return [...of(custom), ...(isRecord(forTheme) ? of(forTheme) : [])];
}

/** Colour and font style each from the rule that names most of the scope; among equals from the last one. */
function styleOf(rules: readonly TokenRule[], scopes: readonly string[]): TokenStyle | null {
  for (const scope of scopes) {
    const color = mostSpecific(rules, scope, ({ foreground }) => foreground);
    const font = mostSpecific(rules, scope, ({ fontStyle }) => fontStyle);
    if (color === null && font === null) continue;
    return {
      // It goes into a style sheet: nothing but a colour may.
      color: color !== null && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color) ? color : null,
      isItalic: font?.includes('italic') ?? false,
      isBold: font?.includes('bold') ?? false,
    };
  }
  return null;
}

function mostSpecific(
  rules: readonly TokenRule[],
  scope: string,
  value: (rule: TokenRule) => string | undefined,
): string | null {
  let best: string | null = null;
  let length = 0;
  for (const rule of rules) {
    const found = value(rule);
    if (found === undefined) continue;
    for (const selector of rule.scopes) {
      // A selector with a blank holds inside of something else; what a token stands in is not known here.
      if (selector.length < length || !(scope === selector || scope.startsWith(`${selector}.`))) continue;
      best = found;
      length = selector.length;
    }
  }
  return best;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
