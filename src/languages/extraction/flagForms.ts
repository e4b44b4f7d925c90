/** Which calls ask a feature flag provider, by what they resolve to, by what the file imports, or by what the client is called. */
import { asksForFlag, flagProviders, helperProvider, holdsFlags } from '../../knowledge/flags.ts';
import type { FlagDecorator, FlagForm, FlagProvider, FlagSdk } from '../../knowledge/flags.ts';
import type { CallFact, ImportFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';

/** How a call was recognised, and by which row. */
export interface FlagQuestion {
  readonly provider: string;
  readonly form: FlagForm;
  /** `name`: only what the client is called says so, and arguments may differ between SDKs of a provider. */
  readonly known: 'path' | 'import' | 'shape' | 'name';
}

interface FormRow {
  readonly provider: FlagProvider;
  readonly sdk: FlagSdk;
  readonly form: FlagForm;
}

interface MethodName {
  readonly rows: readonly FormRow[] | undefined;
  readonly asks: ReturnType<typeof asksForFlag>;
}

/** Names that are remembered, at most. */
const mostNames = 20_000;

export interface DecoratorRow {
  readonly provider: string;
  readonly sdk: FlagSdk;
  readonly decorator: FlagDecorator;
}

interface FormTable {
  /** What is known of a method by its name, so that most calls are passed over at once. */
  readonly names: Map<string, MethodName>;
  readonly byMethod: ReadonlyMap<string, readonly FormRow[]>;
  readonly decorators: ReadonlyMap<string, readonly DecoratorRow[]>;
}

const tables = new Map<string, FormTable>();

function tableOf(ecosystem: string): FormTable {
  const known = tables.get(ecosystem);
  if (known !== undefined) return known;
  const byMethod = new Map<string, FormRow[]>();
  const decorators = new Map<string, DecoratorRow[]>();
  for (const provider of flagProviders) {
    for (const sdk of provider.sdks) {
      if (sdk.ecosystem !== ecosystem) continue;
      for (const form of sdk.forms) {
        for (const method of form.methods) push(byMethod, method, { provider, sdk, form });
      }
      for (const decorator of sdk.decorators ?? []) {
        for (const name of decorator.names) push(decorators, name, { provider: provider.name, sdk, decorator });
      }
    }
  }
  const table: FormTable = { names: new Map(), byMethod, decorators };
  tables.set(ecosystem, table);
  return table;
}

function push<Row>(map: Map<string, Row[]>, key: string, row: Row): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}

/** Whether a path or module is one of an SDK's, or below it. */
export function isBelow(path: string, module: string): boolean {
  return path.startsWith(module) && (path.length === module.length || /[./\\:([]/.test(path.charAt(module.length)));
}

export function importsSdk(imports: readonly ImportFact[], sdk: FlagSdk): boolean {
  return imports.some(
    ({ module, names }) =>
      sdk.modules.some((known) => isBelow(module, known)) ||
      // `from waffle import decorators`, `import dev.openfeature.sdk.{Client}`
      names.some(({ name }) => sdk.modules.some((known) => isBelow(`${module}.${name}`, known))),
  );
}

export interface FlagForms {
  /**
   * Null for a call that asks for no flag.
   * @param text of the file
   */
  question(call: CallFact, text: string): FlagQuestion | null;
  decorators(name: string): readonly DecoratorRow[];
}

const nameEnd = /[?!]$/;
const receiverName = /([\w$]+(?:\(\))?)\s*[?!]?\s*(?:\.|->|::)\s*$/;
const longestName = 80;
const longestReceiver = 120;

/** The last name of a callee, without `!` and type arguments. */
function methodOf(text: string, { start, end }: Range): { readonly name: string; readonly start: number } {
  let until = end;
  if (text.charCodeAt(until - 1) === greater) {
    const open = text.lastIndexOf('<', until);
    if (open > start && until - open < longestName) until = open;
  }
  let at = until;
  if (nameEnd.test(text.charAt(at - 1))) at--;
  while (at > start && until - at < longestName && isWord(text.charCodeAt(at - 1))) at--;
  const bang = text.charAt(until - 1) === '!' ? 1 : 0;
  return { name: text.slice(at, until - bang), start: at };
}

const greater = 62;
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;

/** The name that a method is asked of; empty where there is none. */
function receiverOf(text: string, start: number, method: number): string {
  const before = text.slice(Math.max(start, method - longestReceiver), method);
  return (receiverName.exec(before)?.[1] ?? '').replace(/^\$/, '');
}

const helperForm: FlagForm = { methods: [], key: { position: 0, names: [] }, default: null, value: 'boolean' };

export function flagForms(ecosystem: string, imports: readonly ImportFact[]): FlagForms {
  const { names, byMethod, decorators } = tableOf(ecosystem);
  const imported = new Map<FlagSdk, boolean>();
  const uses = (sdk: FlagSdk): boolean => {
    let known = imported.get(sdk);
    if (known === undefined) imported.set(sdk, (known = importsSdk(imports, sdk)));
    return known;
  };

  /** It resolves to something of another package. */
  function isForeign(path: string): boolean {
    return imports.some(({ module }) => /^[\w@]/.test(module) && isBelow(path, module));
  }

  function recognised(
    row: FormRow,
    path: string | null,
    written: string,
    receiver: string,
  ): FlagQuestion['known'] | null {
    const { form, sdk, provider } = row;
    if (form.calleeKey !== undefined) return form.calleeKey.test(written) ? 'shape' : null;
    if (path !== null && sdk.modules.some((module) => isBelow(path, module))) return 'path';
    const named = receiver !== '' && provider.receivers?.test(receiver) === true;
    if (named) return uses(sdk) ? 'import' : 'name';
    return form.common !== true && uses(sdk) && (path === null || !isForeign(path)) ? 'import' : null;
  }

  function nameOf(method: string): MethodName {
    let known = names.get(method);
    if (known !== undefined) return known;
    known = { rows: byMethod.get(method), asks: asksForFlag(method) };
    if (names.size < mostNames) names.set(method, known);
    return known;
  }

  return {
    question(call, text) {
      const { name, start } = methodOf(text, call.calleeRange);
      const known = nameOf(name);
      const calledFlag = call.path?.endsWith('()') === true ? byMethod.get(lastOf(call.path)) : undefined;
      const rows = known.rows ?? calledFlag;
      if (name === '' || (rows === undefined && known.asks === 'never')) return null;
      const receiver = receiverOf(text, call.calleeRange.start, start);
      const path = call.path?.replace(/^new /, '') ?? null;
      let best: { row: FormRow; known: FlagQuestion['known'] } | null = null;
      for (const row of rows ?? []) {
        const how = recognised(row, path, call.callee, receiver);
        if (how !== null && (best === null || order[how] < order[best.known])) best = { row, known: how };
      }
      if (best !== null) return { provider: best.row.provider.name, form: best.row.form, known: best.known };
      if (call.constructs || known.asks === 'never') return null;
      if (known.asks === 'of-flags' && !holdsFlags(receiver)) return null;
      return { provider: helperProvider, form: helperForm, known: 'name' };
    },
    decorators: (name) => (decorators.get(name) ?? []).filter(({ sdk }) => uses(sdk)),
  };
}

const order: Readonly<Record<FlagQuestion['known'], number>> = { shape: 0, path: 1, import: 2, name: 3 };

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
