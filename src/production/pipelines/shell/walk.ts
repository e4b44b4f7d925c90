/** A script's tree, statement by statement: where `-e`, pipes, conditions, loops and `||` let a failure go. */
import type { FlatTree } from '../../../syntax/flatTree.ts';
import { childByField, childrenOf, endOf, startOf, textOf } from '../../../syntax/navigate.ts';
import { typeName } from '../../shellWords.ts';
import { unwrapped } from '../classify.ts';
import type { ShellMode } from '../reader.ts';
import { oneLine, type Loss, type ScriptCommand } from './script.ts';

const mostCommands = 3000;
const deepest = 60;

interface Around {
  readonly lost: Loss | null;
  /** What follows decides: the last statement's status is the script's. */
  readonly last: boolean;
  readonly depth: number;
  /** It may be tried again: a failure here need not be the last word. */
  readonly inLoop?: boolean;
  readonly input?: { readonly start: number; readonly end: number } | null;
}

/** `if ! make test; then …; make test; fi`: the second time counts. */
function isRetried(statement: string): boolean {
  const condition = /^if !? ?(.{3,200}?) ?; ?then\b/.exec(statement);
  return condition !== null && statement.indexOf(condition[1] ?? '', condition[0].length) > 0;
}

/** `pytest || pytest --last-failed`: the second try decides. */
function isSecondTry(first: string, fallback: string): boolean {
  const last =
    fallback
      .replace(/[\s)};]+$/, '')
      .split(/&&|;/)
      .at(-1) ?? '';
  const [one, other] = [first, last].map((text) => unwrapped(text.replace(/^[\s({]+/, '')).split(' '));
  if (one === undefined || other === undefined || other.some((word) => /^--(?:version|help)$/.test(word))) return false;
  const told = tellsByItsWords.test(one[0] ?? '') ? 3 : 1;
  return one.slice(0, told).join(' ') === other.slice(0, told).join(' ');
}

/** Programs whose first words say what they do. */
const tellsByItsWords =
  /^(?:npm|yarn|pnpm|bun|make|docker\S*|git|kubectl|aws|gcloud|az|echo|rake|rails|cargo|go|mvn|gradle)$/;

export class Walk {
  private readonly commands: ScriptCommand[] = [];
  private readonly directories: string[] = [];
  private readonly variables = new Map<string, string>();
  private errexit: boolean;
  /** Where `-e` was taken away. */
  private unset: Loss['at'] = null;
  private pipefail: boolean;
  /** A status that was put aside is what the script ends with: `exit $RESULT`. */
  private readonly keepsStatus: boolean;
  private readonly failsLater: boolean;
  private readonly waits: boolean;

  private readonly text: string;
  private readonly tree: FlatTree;

  constructor(text: string, tree: FlatTree, mode: ShellMode) {
    this.text = text;
    this.tree = tree;
    this.errexit = mode.errexit;
    this.pipefail = mode.pipefail;
    this.keepsStatus =
      /\b(?:exit|return)\s+["']?\$(?!\?)/.test(text) ||
      (/(?:GITHUB_ENV|GITHUB_OUTPUT|BASH_ENV)/.test(text) && /\$\?/.test(text));
    this.failsLater = /\bexit\s+[1-9]|\bfalse\b|\breturn\s+[1-9]/.test(text);
    this.waits = /(?:^|[;\n])\s*wait\b/.test(text);
  }

  all(): readonly ScriptCommand[] {
    this.statements(childrenOf(this.tree, 0), { lost: null, last: true, depth: 0 });
    return this.commands;
  }

  private statements(nodes: readonly number[], around: Around): void {
    const real = nodes.filter((node) => typeName(this.tree, node) !== 'comment');
    for (const [index, node] of real.entries()) {
      const last = index === real.length - 1;
      this.statement(node, { ...around, last: around.last && last, depth: around.depth + 1 });
    }
  }

  private statement(node: number, around: Around): void {
    const { tree } = this;
    if (around.depth > deepest || this.commands.length > mostCommands) return;
    const next = { ...around, depth: around.depth + 1 };
    switch (typeName(tree, node)) {
      case 'command':
        this.command(node, this.withBackground(node, next));
        return;
      case 'redirected_statement':
        for (const child of childrenOf(tree, node).slice(0, 1))
          this.statement(child, { ...this.withBackground(node, next), input: this.inputOf(node) });
        return;
      case 'list':
        this.list(node, next);
        return;
      case 'pipeline':
        this.pipeline(node, next);
        return;
      case 'negated_command':
        for (const child of childrenOf(tree, node)) {
          this.statement(child, {
            ...next,
            lost: next.lost ?? (next.last ? null : this.lossAt('a negated command ends no script', node)),
          });
        }
        return;
      case 'if_statement':
        this.branch(node, next);
        return;
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement':
        this.loop(node, next);
        return;
      case 'variable_assignment':
      case 'variable_assignments':
      case 'declaration_command':
        this.assignment(node, next);
        return;
      case 'test_command':
        return;
      default:
        this.statements(childrenOf(tree, node), next);
    }
  }

  /** The text of a heredoc. */
  private inputOf(node: number): { start: number; end: number } | null {
    const { tree } = this;
    for (const child of childrenOf(tree, node)) {
      if (typeName(tree, child) !== 'heredoc_redirect') continue;
      for (const inner of childrenOf(tree, child)) {
        if (typeName(tree, inner) === 'heredoc_body') return { start: startOf(tree, inner), end: endOf(tree, inner) };
      }
    }
    return null;
  }

  private withBackground(node: number, around: Around): Around {
    const behind = this.text.slice(endOf(this.tree, node)).trimStart();
    if (!/^&(?![&>])/.test(behind) || this.waits) return around;
    const at = this.text.indexOf('&', endOf(this.tree, node));
    const loss = { why: 'in the background, and nobody waits for it', at: { start: at, end: at + 1 } };
    return { ...around, lost: around.lost ?? loss };
  }

  private lossAt(why: string, node: number): Loss {
    return { why, at: { start: startOf(this.tree, node), end: endOf(this.tree, node) } };
  }

  private list(node: number, around: Around): void {
    const [left, ...others] = childrenOf(this.tree, node);
    const right = others.at(-1);
    if (left === undefined || right === undefined) return;
    const operator = this.text.slice(endOf(this.tree, left), startOf(this.tree, right));
    if (operator.includes('||')) {
      const fallback = oneLine(this.text.slice(startOf(this.tree, right), endOf(this.tree, right)));
      const again = isSecondTry(oneLine(this.text.slice(startOf(this.tree, left), endOf(this.tree, left))), fallback);
      const why = again || (around.inLoop === true && this.failsLater) ? null : this.fallbackLoses(fallback);
      const start = endOf(this.tree, left) + operator.indexOf('||');
      const loss = why === null ? null : { why, at: { start, end: endOf(this.tree, right) } };
      this.statement(left, { ...around, lost: around.lost ?? loss, last: true });
      if (!again) this.statement(right, around);
      return;
    }
    // A round that fails is followed by another, and by a failure in the end.
    const isRound = around.inLoop === true && this.failsLater;
    // A command before `&&` that fails does not end a script, `-e` or not, unless nothing follows.
    const isTest = /^\[|^test /.test(oneLine(this.text.slice(startOf(this.tree, left), endOf(this.tree, left))));
    const start = endOf(this.tree, left) + operator.indexOf('&&');
    const loss = { why: 'a failure before && does not end the script', at: { start, end: start + 2 } };
    const lost = around.last || isTest || isRound ? around.lost : (around.lost ?? loss);
    this.statement(left, { ...around, lost });
    this.statement(right, around);
  }

  /** Null where what stands behind `||` fails as well, or keeps the status for later. */
  private fallbackLoses(fallback: string): string | null {
    if (/\bexit (?!0\b)\S|\bfalse\b|\breturn (?!0\b)\S|\bdie\b|\bfail\b|\bexit\s*(?:[;})]|$)/.test(fallback))
      return null;
    if (this.keepsStatus && /\w+=/.test(fallback)) return null;
    if (/^(?:true|:)$/.test(fallback)) return '|| true';
    if (/^exit 0\b/.test(fallback)) return '|| exit 0';
    if (/^(?:echo|printf)\b/.test(fallback)) return '|| echo';
    return `|| ${fallback.slice(0, 40)}`;
  }

  private pipeline(node: number, around: Around): void {
    const parts = childrenOf(this.tree, node);
    for (const [index, child] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const readsAll = /^(?:xargs\b|[ef]?grep\b(?![^|]* -\w*v)|jq\b[^|]* -\w*e)/.test(
        this.text.slice(startOf(this.tree, parts.at(-1) ?? child)),
      );
      const loss = readsAll ? null : { why: 'a pipe without pipefail', at: null };
      const lost = isLast || this.pipefail ? around.lost : (around.lost ?? loss);
      this.statement(child, { ...around, lost });
    }
  }

  private branch(node: number, around: Around): void {
    const { tree } = this;
    const whole = oneLine(textOf(tree, node));
    const fails =
      /\bexit (?!0\b)\S|\bfalse\b|\breturn (?!0\b)\S/.test(whole) ||
      (this.keepsStatus && /\w+=/.test(whole)) ||
      (around.inLoop === true && this.failsLater) ||
      isRetried(whole);
    const children = childrenOf(tree, node);
    let inCondition = true;
    for (const child of children) {
      const place = this.text.slice(endOf(tree, child)).trimStart();
      if (inCondition) {
        this.statement(child, {
          ...around,
          // What is done with its status stands in the branches, a negated one as well.
          last: true,
          lost: around.lost ?? (fails ? null : { why: 'only a condition', at: null }),
        });
        if (/^;?\s*then\b/.test(place)) inCondition = false;
      } else {
        this.statement(child, around);
      }
    }
  }

  private loop(node: number, outside: Around): void {
    const { tree } = this;
    const body = childByField(tree, node, tree.grammar.field('body'));
    const around: Around = { ...outside, inLoop: true };
    for (const child of childrenOf(tree, node)) {
      if (child === body) this.statements(childrenOf(tree, child), around);
      else {
        const loss = this.failsLater ? null : { why: 'only a condition', at: null };
        this.statement(child, { ...around, lost: around.lost ?? loss });
      }
    }
  }

  /** `x=$(command)` keeps the status; `export x=$(command)` loses it. */
  private assignment(node: number, around: Around): void {
    const text = textOf(this.tree, node);
    const plain =
      /^(?:export |local |readonly |declare (?:-\w+ )*)?(\w+)=(?:"([^"`()]*)"|'([^']*)'|["']?([^"'`\s()]*)["']?)$/d.exec(
        text.trim(),
      );
    const value = plain?.indices?.[2] ?? plain?.indices?.[3] ?? plain?.indices?.[4];
    if (plain !== null && value !== undefined) {
      // The tree holds something else where expressions of the system stand; places are the same.
      const first = startOf(this.tree, node) + (text.length - text.trimStart().length);
      this.variables.set(plain[1] ?? '', this.text.slice(first + value[0], first + value[1]));
    }
    const isDeclared = typeName(this.tree, node) === 'declaration_command';
    const loses = isDeclared ? this.lossAt('export and local succeed whatever is in them', node) : null;
    this.substitutions(node, { ...around, lost: around.lost ?? loses });
  }

  private substitutions(node: number, around: Around): void {
    if (around.depth > deepest) return;
    for (const child of childrenOf(this.tree, node)) {
      if (typeName(this.tree, child) === 'command_substitution') this.statements(childrenOf(this.tree, child), around);
      else this.substitutions(child, { ...around, depth: around.depth + 1 });
    }
  }

  private command(node: number, around: Around): void {
    const start = startOf(this.tree, node);
    const end = endOf(this.tree, node);
    const text = oneLine(this.text.slice(start, end));
    const set = /^set (.+)$/.exec(text);
    if (set !== null) {
      this.option(set[1] ?? '');
      this.unset = this.errexit ? null : { start, end };
    }
    const entered = /^(?:cd|pushd) ["']?([^"'\s]+)/.exec(text);
    if (entered !== null) this.directories.push(entered[1] ?? '');
    const ended = this.errexit || around.last || this.keepsStatus;
    const lost =
      around.lost ?? (ended ? null : { why: 'the shell goes on after a failure (no set -e)', at: this.unset });
    this.commands.push({
      text,
      start,
      end,
      lost,
      input: around.input ?? null,
      directories: [...this.directories],
      variables: new Map(this.variables),
    });
    const inner = { ...around, lost: around.lost ?? { why: 'the status of what is in $( ) is lost', at: null } };
    this.substitutions(node, inner);
  }

  private option(words: string): void {
    for (const word of words.split(' ')) {
      if (/^-\w*e/.test(word)) this.errexit = true;
      else if (/^\+\w*e/.test(word)) this.errexit = false;
    }
    if (/-\w*o pipefail/.test(words)) this.pipefail = true;
    if (/\+o pipefail/.test(words)) this.pipefail = false;
    if (/-o errexit/.test(words)) this.errexit = true;
  }
}
