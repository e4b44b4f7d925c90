/**
 * Conditions of C# in the words that `evaluateCondition` reads: what the host's environment, the configuration and
 * properties of the program's own options come to is put in. A value that a variable may still change is written as that
 * variable with a default.
 */
import type { ProgramQuestion } from '../programs/program.ts';
import { readConfiguration } from './configuration.ts';
import type { DotnetConfiguration, Literal } from './configuration.ts';

const longest = 500;
const deepest = 4;

export async function dotnetConditions(
  question: ProgramQuestion,
  texts: ReadonlyMap<string, string>,
): Promise<(condition: string) => string> {
  const configuration = await readConfiguration(question);
  const properties = indexProperties(texts);
  const prepare = (condition: string, depth: number): string => {
    if (condition.length > longest || depth > deepest) return condition;
    const plain = withoutPatterns(condition)
      .replace(/\b[sS]tring\.IsNullOr(?:Empty|WhiteSpace)\s*\(/g, 'not (')
      .replace(/[\w.]*\bIs(Production|Development|Staging)\(\)/g, (all, name: string) =>
        isEnvironment(all, name, configuration),
      )
      .replace(/[\w.]*\bIsEnvironment\(\s*"([^"]*)"\s*\)/g, (all, name: string) =>
        isEnvironment(all, name, configuration),
      );
    return ofProperties(ofConfiguration(plain, question, configuration), (name, path) => {
      // `options.Exporter.Otlp.Enabled`: the longer the path, the surer the key.
      const bound = path.length > 1 ? configuration.below(path) : undefined;
      if (bound !== undefined) return withDefault(path.join(':'), JSON.stringify(bound));
      const written = properties(name);
      if (written === undefined) return null;
      const configured = written.settable ? configuration.member(name) : undefined;
      if (configured !== undefined) return withDefault(name, JSON.stringify(configured));
      if (written.value === null) return null;
      const value = prepare(written.value, depth + 1);
      return written.settable && /^(?:true|false|"[^"]*"|\d+)$/.test(value) ? withDefault(name, value) : `(${value})`;
    });
  };
  return (condition) => prepare(condition, 0);
}

function isEnvironment(all: string, name: string, { environment }: DotnetConfiguration): string {
  return environment === null ? all : String(environment.toLowerCase() === name.toLowerCase());
}

/** A variable of the environment stands over it. */
const withDefault = (key: string, value: string): string => `(ENV["${key.replace(/:/g, '__')}"] ?? ${value})`;

/** `options is { Enabled: false, Url: null }` as comparisons; `is not null` is understood as it stands. */
function withoutPatterns(condition: string): string {
  return condition.replace(
    /([\w.]+)\s+is\s+(not\s+)?\{([^{}]*)\}/g,
    (all, subject: string, not = '', inner: string) => {
      const members = inner.split(',').map((member) => /^\s*([\w.]+)\s*:\s*(true|false|null)\s*$/.exec(member));
      const tests = members.map((member) => (member === null ? null : `${subject}.${member[1]} == ${member[2]}`));
      return tests.includes(null) ? all : `${String(not) === '' ? '' : 'not '}(${tests.join(' && ')})`;
    },
  );
}

/** `configuration["A:B"]`, `.GetValue<bool>("A:B", false)`, `.GetSection("A")["B"]`, `.GetConnectionString("B")`. */
const reading =
  /[\w.]*[cC]onfig\w*(?:\.[A-Z]\w*)*?(?:\.GetSection\(\s*"([^"]+)"\s*\))?(?:\[\s*"([^"]+)"\s*\]|\.(GetValue|GetRequiredValue|GetConnectionString)(<[^<>()]*>)?\(\s*"([^"]+)"\s*(?:,\s*([^(),]+))?\))(?:\.Value)?!?/g;

function ofConfiguration(
  condition: string,
  { variables }: ProgramQuestion,
  configuration: DotnetConfiguration,
): string {
  return condition.replace(
    reading,
    (
      _all: string,
      section: string | undefined,
      indexed: string | undefined,
      method: string | undefined,
      type: string | undefined,
      argument: string | undefined,
      fallback: string | undefined,
    ) => {
      const name = indexed ?? argument ?? '';
      const key = [method === 'GetConnectionString' ? 'ConnectionStrings' : section, name].filter(Boolean).join(':');
      const given = variables.get(key.replace(/:/g, '__'));
      if (given?.value != null && type?.startsWith('<bool') === true) return String(/^true$/i.test(given.value));
      const set = configuration.setting(key);
      const value = set === undefined ? fallback?.trim() : written(set);
      return value === undefined ? `ENV["${key.replace(/:/g, '__')}"]` : withDefault(key, value);
    },
  );
}

const written = (value: Literal): string => JSON.stringify(value);

/** Members of objects, by the last name: what the program's classes say of it. */
function ofProperties(condition: string, valueOf: (name: string, path: readonly string[]) => string | null): string {
  return condition.replace(
    /(?<![\w.\])"])[A-Za-z_]\w*(?:[?!]?\.[A-Za-z_]\w*)*[?!]?\.([A-Z]\w*)\b(?!\s*[(<[.])/g,
    (all: string, name: string) =>
      valueOf(
        name,
        all
          .split('.')
          .map((segment) => segment.replace(/[?!]$/, ''))
          .slice(1)
          .filter((segment) => segment !== 'Value' && segment !== 'CurrentValue'),
      ) ?? all,
  );
}

interface Property {
  /** Text of its value; null where it has none but the type's. */
  readonly value: string | null;
  /** Configuration may be bound to it. */
  readonly settable: boolean;
}

/** Properties by name, where all of that name say the same. */
function indexProperties(texts: ReadonlyMap<string, string>): (name: string) => Property | undefined {
  const known = new Map<string, Property | undefined>();
  return (name) => {
    if (!known.has(name)) known.set(name, propertyNamed(name, texts));
    return known.get(name);
  };
}

function propertyNamed(name: string, texts: ReadonlyMap<string, string>): Property | undefined {
  const declared = new RegExp(
    `\\b(?:bool|string)\\??\\s+${name}\\s*(?:=>\\s*([^;{}]+);|\\{\\s*get;\\s*((?:(?:private|internal|protected)\\s+)?(?:set|init);)?\\s*\\}(?:\\s*=\\s*([^;]+);)?)`,
    'g',
  );
  const assigned = new RegExp(`^[ \\t]*(?:this\\.)?${name}[ \\t]*=(?![=>])[ \\t]*([^;{}]+);`, 'gm');
  const found: Property[] = [];
  for (const text of texts.values()) {
    if (!text.includes(name)) continue;
    for (const [, expression, setter, initial] of text.matchAll(declared)) {
      const settable = setter !== undefined;
      const [, inConstructor] = (settable ? null : assigned.exec(text)) ?? [];
      assigned.lastIndex = 0;
      const value = (expression ?? initial ?? inConstructor)?.trim() ?? null;
      found.push({ value, settable: settable && expression === undefined });
    }
  }
  const [first] = found;
  // What the program itself sets them to stands over what their class says: `AddPlatform(o => o.Tracing = false)`.
  const set = new Set<string>();
  for (const text of first?.settable === true ? texts.values() : [])
    for (const [, value = ''] of text.matchAll(new RegExp(`\\b\\w+\\.${name}\\s*=\\s*(true|false)\\s*[;,}]`, 'g')))
      set.add(value);
  if (found.length === 1 && set.size === 1) return { value: [...set][0] ?? null, settable: false };
  return found.every((other) => other.value === first?.value) ? first : undefined;
}
