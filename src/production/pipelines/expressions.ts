/** Expressions of GitHub Actions, as far as literals, inputs and matrices decide them; the rest is unknown. */

export interface ExpressionScope {
  /** `inputs.x`, `matrix.x`, `env.X`: several values of a matrix are parted by `|`. */
  readonly values: ReadonlyMap<string, string>;
}

/** `${{ inputs.x }}` becomes its value, or `${inputs.x}` where that is not known. */
export function interpolate(text: string, scope: ExpressionScope): string {
  return text.replace(/\$\{\{\s*([^]*?)\s*\}\}/g, (_, expression: string) => valueOf(expression, scope));
}

function valueOf(expression: string, scope: ExpressionScope): string {
  const plain = expression.trim();
  const known = scope.values.get(nameOf(plain));
  if (known !== undefined) return known;
  const literal = /^'([^']*)'$/.exec(plain);
  if (literal !== null) return literal[1] ?? '';
  // `condition && 'a' || 'b'`: one of them.
  const choices = [...plain.matchAll(/(?:&&|\|\|)\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  if (choices.length > 1 || (choices.length === 1 && /&&/.test(plain))) return [...new Set(choices)].join('|');
  return `\${${nameOf(plain)}}`;
}

const nameOf = (name: string): string => name.replace(/^github\.event\.inputs\./, 'inputs.');

/** True, false, or null where it is not known here. Never throws. */
export function evaluate(text: string, scope: ExpressionScope): boolean | null {
  const inner = /^\s*\$\{\{([^]*)\}\}\s*$/.exec(text)?.[1] ?? text;
  const tokens = inner.slice(0, 2000).match(/'(?:[^']|'')*'|&&|\|\||[!=]=|[()!,]|[^\s()!,=&|']+/g) ?? [];
  let at = 0;
  type Value = boolean | string | null;
  const truth = (value: Value): boolean | null =>
    typeof value === 'string' ? value !== '' && value !== 'false' : value;
  function either(): Value {
    let left = both();
    while (tokens[at] === '||') {
      at++;
      const right = both();
      const one = truth(left);
      left = one === true ? left : one === false ? right : truth(right) === true ? true : null;
    }
    return left;
  }
  function both(): Value {
    let left = compared();
    while (tokens[at] === '&&') {
      at++;
      const right = compared();
      const one = truth(left);
      left = one === false ? false : one === true ? right : truth(right) === false ? false : null;
    }
    return left;
  }
  function compared(): Value {
    const left = unary();
    const operator = tokens[at];
    if (operator !== '==' && operator !== '!=') return left;
    at++;
    const right = unary();
    const same = equal(left, right);
    return same === null ? null : operator === '==' ? same : !same;
  }
  function unary(): Value {
    if (tokens[at] === '!') {
      at++;
      const value = truth(unary());
      return value === null ? null : !value;
    }
    return primary();
  }
  function primary(): Value {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const value = either();
      at++;
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (tokens[at] === '(') return call(token);
    return scope.values.get(nameOf(token)) ?? null;
  }
  function call(name: string): Value {
    at++;
    const values: Value[] = [];
    for (let turn = 0; turn < 50 && at < tokens.length && tokens[at] !== ')'; turn++) {
      values.push(either());
      if (tokens[at] === ',') at++;
    }
    at++;
    if (name.toLowerCase() === 'fromjson') return values[0] ?? null;
    if (name.toLowerCase() === 'contains') return contains(values[0] ?? null, values[1] ?? null);
    if (/^(?:always|success)$/.test(name)) return true;
    return null;
  }
  return truth(either());
}

function equal(one: boolean | string | null, other: boolean | string | null): boolean | null {
  if (one === null || other === null) return null;
  const [left, right] = [String(one), String(other)];
  if (/\$\{/.test(left + right)) return null;
  const options = left.includes('|') ? left.split('|') : right.includes('|') ? right.split('|') : null;
  if (options === null) return left.toLowerCase() === right.toLowerCase();
  const fixed = left.includes('|') ? right : left;
  const matching = options.filter((option) => option === fixed).length;
  return matching === 0 ? false : matching === options.length ? true : null;
}

function contains(list: boolean | string | null, wanted: boolean | string | null): boolean | null {
  if (typeof list !== 'string' || typeof wanted !== 'string' || /\$\{/.test(wanted + list)) return null;
  const items = list.startsWith('[') ? [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '') : null;
  const found = wanted.split('|').map((one) => (items === null ? list.includes(one) : items.includes(one)));
  return found.every((one) => one) ? true : found.some((one) => one) ? null : false;
}
