/** Which calls ask a feature flag provider, by what they resolve to, by what the file imports, or by what the client is called. */
import { flagProviders, helperProvider, isFlagQuestion } from '../../knowledge/flags.ts';
import type { FlagDecorator, FlagForm, FlagProvider, FlagSdk } from '../../knowledge/flags.ts';
import type { CallFact, ImportFact } from '../../model/facts.ts';

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

export interface DecoratorRow {
  readonly provider: string;
  readonly sdk: FlagSdk;
  readonly decorator: FlagDecorator;
}

interface FormTable {
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
  const table = { byMethod, decorators };
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
  /** Null for a call that asks for no flag. */
  question(call: CallFact, callee: Callee): FlagQuestion | null;
  decorators(name: string): readonly DecoratorRow[];
}

/** The last name of a callee, and the name it is asked of. */
export interface Callee {
  readonly method: string;
  readonly receiver: string;
}

const lastName = /([\w$]+[?!]?)(?:<[^<>]{0,60}>)?$/;
const receiverName = /([\w$]+(?:\(\))?)\s*[?!]?\s*(?:\.|->|::)\s*$/;

/** @param written the end of the callee's text */
export function readCallee(written: string): Callee {
  const found = lastName.exec(written);
  if (found === null) return { method: '', receiver: '' };
  const before = written.slice(0, found.index);
  const receiver = /[.>:]\s*$/.test(before) ? (receiverName.exec(before)?.[1] ?? '') : '';
  return { method: (found[1] ?? '').replace(/!$/, ''), receiver: receiver.replace(/^\$/, '') };
}

const helperForm: FlagForm = { methods: [], key: { position: 0, names: [] }, default: null, value: 'boolean' };

export function flagForms(ecosystem: string, imports: readonly ImportFact[]): FlagForms {
  const { byMethod, decorators } = tableOf(ecosystem);
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

  function known(row: FormRow, path: string | null, written: string, receiver: string): FlagQuestion['known'] | null {
    const { form, sdk, provider } = row;
    if (form.calleeKey !== undefined) return form.calleeKey.test(written) ? 'shape' : null;
    if (path !== null && sdk.modules.some((module) => isBelow(path, module))) return 'path';
    const named = receiver !== '' && provider.receivers?.test(receiver) === true;
    if (named) return uses(sdk) ? 'import' : 'name';
    return form.common !== true && uses(sdk) && (path === null || !isForeign(path)) ? 'import' : null;
  }

  return {
    question(call, { method, receiver }) {
      const path = call.path?.replace(/^new /, '') ?? null;
      const rows = byMethod.get(method) ?? (path?.endsWith('()') === true ? byMethod.get(lastOf(path)) : undefined);
      let best: { row: FormRow; known: FlagQuestion['known'] } | null = null;
      for (const row of rows ?? []) {
        const how = known(row, path, call.callee, receiver);
        if (how !== null && (best === null || order[how] < order[best.known])) best = { row, known: how };
      }
      if (best !== null) return { provider: best.row.provider.name, form: best.row.form, known: best.known };
      if (call.constructs || !isFlagQuestion(receiver, method)) return null;
      return { provider: helperProvider, form: helperForm, known: 'name' };
    },
    decorators: (name) => (decorators.get(name) ?? []).filter(({ sdk }) => uses(sdk)),
  };
}

const order: Readonly<Record<FlagQuestion['known'], number>> = { shape: 0, path: 1, import: 2, name: 3 };

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
