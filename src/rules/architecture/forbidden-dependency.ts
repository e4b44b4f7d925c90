/** An import that the profile says must not be. */
import type { Evidence } from '../../model/finding.ts';
import { globMatcher } from '../../model/glob.ts';
import type { LoadedProfile, Profile } from '../../model/profile.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';
import { importTargets } from './importTargets.ts';

const layered = 'version: 1\narchitecture:\n  layers: [domain, web]\n';

export const forbiddenDependency = defineRule({
  id: 'forbidden-dependency',
  area: 'architecture',
  severity: 'warning',
  scope: 'file',
  summary: 'A file imports what the profile says it must not.',
  why:
    'What depends on nothing can be tested, moved and taken apart; what everything imports can never be changed. ' +
    '`architecture.layers` of the profile names the layers, the lowest first: none may import one above it. ' +
    '`architecture.forbid` names single dependencies: files or layers that must not import others, or packages, and why.\n\n' +
    'Imports are followed to the files they may stand for by the rules of their language: relative ones of JavaScript and ' +
    'TypeScript and those behind `@/`, modules of Python, packages of Java, Kotlin and Go, modules of a Rust crate, ' +
    '`require_relative`. Imports of types alone, and of tests, are left alone.',
  fixes: 'There is none: what is needed has to move, or to be handed in.',
  examples: {
    python: {
      bad: { 'prodaware.yaml': layered, 'shop/domain/order.py': '[|from shop.web.forms import OrderForm|]\n' },
      good: { 'prodaware.yaml': layered, 'shop/web/views.py': 'from shop.domain.order import Order\n' },
    },
    typescript: {
      bad: {
        'prodaware.yaml':
          'version: 1\narchitecture:\n  forbid:\n    - { from: "src/domain/**", packages: [express], reason: the domain knows no requests }\n',
        'src/domain/order.ts':
          "[|import { Request } from 'express';|]\n\nexport const of = (request: Request) => new Request();\n",
      },
      good: {
        'prodaware.yaml':
          'version: 1\narchitecture:\n  forbid:\n    - { from: "src/domain/**", packages: [express], reason: the domain knows no requests }\n',
        'src/domain/order.ts':
          "import type { Request } from 'express';\n\nexport const of = (request: Request) => request.body;\n",
      },
    },
  },
  check({ path, facts, profile, service }) {
    if (profile === null || facts.imports.length === 0 || isTestPath(path)) return [];
    const bans = bansFor(path, profile);
    if (bans.length === 0) return [];
    const packages = service?.packages ?? [];
    const drafts: Draft[] = [];
    for (const one of facts.imports) {
      if (one.typeOnly) continue;
      const targets = importTargets(facts.ecosystem, path, one, packages);
      const ban = bans.find(
        (each) =>
          (targets.some(each.matches) && !isOfOtherRoot(facts.ecosystem, path, one.module, each.layer)) ||
          each.packages.some((name) => isOf(one.module, name)),
      );
      // Members of one class that are imported one by one are one dependency.
      if (ban === undefined || drafts.some(({ message }) => message === `${one.module} ${ban.why}`)) continue;
      const range = profile.locate(ban.place) ?? profile.locateKey(ban.place);
      const evidence: Evidence[] = range === null ? [] : [{ file: profile.file, range, label: 'the profile says' }];
      drafts.push({ file: path, range: one.range, message: `${one.module} ${ban.why}`, evidence });
    }
    return drafts;
  },
});

interface Ban {
  readonly matches: (path: string) => boolean;
  /** Name of the folder that is the layer; null where globs say it. */
  readonly layer: string | null;
  readonly packages: readonly string[];
  /** `must not be imported by domain`. */
  readonly why: string;
  /** In the profile. */
  readonly place: readonly (string | number)[];
}

type Architecture = NonNullable<Profile['architecture']>;

function bansFor(path: string, { value }: LoadedProfile): Ban[] {
  const architecture: Architecture = value.architecture ?? {};
  const layers = (architecture.layers ?? []).map((layer) =>
    typeof layer === 'string' ? { name: layer, paths: folderOf(layer), isFolder: true } : { ...layer, isFolder: false },
  );
  const globsOf = (given: string | readonly string[] | undefined): string[] =>
    (typeof given === 'string' ? [given] : (given ?? [])).flatMap(
      (one) => layers.find(({ name }) => name === one)?.paths ?? (/[*/.]/.test(one) ? [one] : folderOf(one)),
    );
  const bans: Ban[] = [];
  const own = layers.findIndex(({ paths }) => globMatcher(paths).matches(path));
  const ownName = layers[own]?.name;
  for (const [index, { name, paths, isFolder }] of layers.entries()) {
    if (own === -1 || index <= own) continue;
    const why = `is of the layer ${name}, which ${ownName} must not import`;
    const [higher, lower] = [globMatcher(paths).matches, globMatcher(layers[own]?.paths ?? []).matches];
    // What is in a folder of both names is of neither alone.
    // A folder that both stand in parts nothing: `api/src/db` is of the layer `db` and not of `api`.
    const matches = (target: string): boolean => higher(isFolder ? beyond(path, target) : target) && !lower(target);
    bans.push({ matches, layer: isFolder ? name : null, packages: [], why, place: ['architecture', 'layers', own] });
  }
  for (const [index, { from, to, packages, reason }] of (architecture.forbid ?? []).entries()) {
    if (!globMatcher(globsOf(from)).matches(path)) continue;
    const why = `must not be imported here${reason === undefined ? '' : `: ${reason}`}`;
    const matches = to === undefined ? () => false : globMatcher(globsOf(to)).matches;
    bans.push({ matches, layer: null, packages: packages ?? [], why, place: ['architecture', 'forbid', index] });
  }
  return bans;
}

/** A package of Python that the file is not in has folders of its own, which are layers of nothing here. */
function isOfOtherRoot(ecosystem: string, path: string, module: string, layer: string | null): boolean {
  const root = module.split('.')[0] ?? '';
  return ecosystem === 'python' && layer !== null && root !== '' && root !== layer && !path.split('/').includes(root);
}

/** A path without the folders that another stands in as well. */
function beyond(path: string, target: string): string {
  const [own, other] = [path.split('/').slice(0, -1), target.split('/')];
  const parting = own.findIndex((folder, index) => folder !== other[index]);
  return other.slice(parting === -1 ? own.length : parting).join('/');
}

/** The folder of that name, wherever it stands. */
function folderOf(name: string): string[] {
  return [`${name}/**`, `**/${name}/**`];
}

/** `express`, `express/lib/router`, `org.springframework` of `org.springframework.web`. */
function isOf(module: string, name: string): boolean {
  return module === name || (module.startsWith(name) && /^[/.:\\]/.test(module.slice(name.length)));
}
