/** The grammars of `syntaxes/` as an editor runs them; text in, words with their innermost scope out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

interface Contributions {
  readonly grammars: readonly {
    readonly scopeName: string;
    readonly path: string;
    readonly injectTo?: readonly string[];
  }[];
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

// The file is ours; the tests of its paths fail where it is not of this shape.
export const contributions = JSON.parse(read('syntaxes/contributions.json')) as Contributions & {
  readonly languages: readonly { readonly id: string; readonly configuration: string }[];
};

/** As much of an editor's YAML grammar as the injections build on: its scopes for keys, strings and comments. */
const yamlGrammar = {
  scopeName: 'source.yaml.1.2',
  patterns: [
    { match: '(?:^|(?<=\\s))#.*$', name: 'comment.line.number-sign.yaml' },
    { match: '[\\w./*-]+(?=\\s*:(?:\\s|$))', name: 'string.unquoted.plain.yaml entity.name.tag.yaml' },
    { begin: '"', end: '"', name: 'string.quoted.double.yaml' },
    {
      begin: '(?<=[{,] ?[\\w-]{1,20}: |\\[|, )(?=[\\w.$/])',
      end: '(?=[,\\]}])',
      name: 'string.unquoted.plain.in.yaml',
    },
    { begin: '(?<=: |- )(?=[\\w.$/])', end: '(?= #|$)', name: 'string.unquoted.plain.out.yaml' },
  ],
};
const others: Readonly<Record<string, object>> = {
  'source.yaml': { scopeName: 'source.yaml', patterns: [{ include: 'source.yaml.1.2' }] },
  'source.yaml.1.2': yamlGrammar,
};

let registry: textmate.Registry | null = null;

async function loadedRegistry(): Promise<textmate.Registry> {
  if (registry !== null) return registry;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar(scope) {
      const own = contributions.grammars.find(({ scopeName }) => scopeName === scope);
      const text = own ? read(own.path) : JSON.stringify(others[scope] ?? null);
      return Promise.resolve(text === 'null' ? null : textmate.parseRawGrammar(text, `${scope}.json`));
    },
    getInjections: (scope) =>
      contributions.grammars.flatMap(({ scopeName, injectTo }) => (injectTo?.includes(scope) ? [scopeName] : [])),
  });
  return registry;
}

/** Each word that has a scope of its own as `word ‹scope›`, one line of text per item. Punctuation and language suffixes are left out. */
export async function tokenise(scope: string, text: string): Promise<string[]> {
  const grammar = await (await loadedRegistry()).loadGrammar(scope);
  if (grammar === null) throw new Error(`no grammar for ${scope}`);
  let stack = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .flatMap(({ startIndex, endIndex, scopes }) => {
        const word = line.slice(startIndex, endIndex).trim();
        const inner = scopes.at(-1) ?? '';
        if (word === '' || inner === scope || inner.startsWith('punctuation')) return [];
        if (/^\W+$/.test(word) && /^(?:string|meta)/.test(inner)) return [];
        return `${word} ‹${inner.replace(/\.[\w-]+$/, '')}›`;
      })
      .join('  ');
  });
}
