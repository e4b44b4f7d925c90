/**
 * In which order a program loads libraries and starts telemetry: modules are evaluated through their imports, in the order
 * of the file, and functions where code of a module calls them. What is not clear is taken for an early start.
 */
import { languages } from '../../../languages/index.ts';
import type { CallFact, Facts, ImportFact } from '../../../model/facts.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import type { Location } from '../../../model/text.ts';

export interface LoadedLibrary extends Location {
  readonly name: string;
  readonly imported: ImportFact;
  /** Import of the entry point that led there. */
  readonly through: ImportFact | null;
}

export interface Evaluation {
  /** Libraries that were loaded before telemetry was started, in order. */
  readonly early: readonly LoadedLibrary[];
  /** What started it. */
  readonly start: Location;
  /** Import of the entry point that led to the start; null where the entry point itself starts it. */
  readonly through: ImportFact | null;
}

export interface EvaluationQuestion {
  readonly context: ProductionContext;
  readonly service: Service;
  readonly launch: Launch;
  readonly entry: SourceFile;
  /** Whether the library is one that has to come after the start. */
  isLibrary(imported: ImportFact, file: SourceFile): boolean;
  /** Whether a call, or an import that is enough by itself, starts telemetry. */
  isStart(file: SourceFile, fact: CallFact | ImportFact): boolean;
}

const deepest = 6;
const mostModules = 600;

/** Null where the start is not on the way, or something before it is out of sight. */
export function evaluate(question: EvaluationQuestion): Evaluation | null {
  const { context, entry, service, launch } = question;
  const early: LoadedLibrary[] = [];
  const visited = new Set<string>();
  let start: Location | null = null;
  let startedThrough: ImportFact | null = null;
  let isLost = false;

  const resolved = (file: SourceFile, specifier: string): string | null => {
    const language = languages.find(({ name }) => name === file.facts?.language);
    const roots = [...new Set([service.root, launch.directory ?? '.', '.'])];
    return language?.resolveModule(specifier, { from: file.path, roots, exists: context.exists }) ?? null;
  };

  const visit = (file: SourceFile, through: ImportFact | null): void => {
    const { facts } = file;
    if (visited.has(file.path) || facts === null) return;
    visited.add(file.path);
    if (visited.size > mostModules) isLost = true;
    run(file, facts, -1, through, 0);
  };

  /** What a function does, or the module where it is -1, in the order of the text. */
  const run = (file: SourceFile, facts: Facts, owner: number, through: ImportFact | null, depth: number): void => {
    const inline = new Set([owner]);
    facts.functions.forEach(({ name, parent }, index) => {
      if (name === '<anonymous>' && inline.has(parent)) inline.add(index);
    });
    const steps = [
      ...facts.imports
        .filter((one) => inline.has(one.function))
        .map((imported) => ({ imported, order: imported.order })),
      ...facts.calls.filter((one) => inline.has(one.function)).map((call) => ({ call, order: call.order })),
    ].sort((one, other) => one.order - other.order);
    for (const step of steps) {
      if (start !== null || isLost) return;
      if ('imported' in step) load(file, step.imported, through);
      else enter(file, facts, step.call, through, depth);
    }
  };

  const begin = (
    file: SourceFile,
    { range }: { readonly range: Location['range'] },
    through: ImportFact | null,
  ): void => {
    start = { file: file.path, range };
    startedThrough = through;
  };

  const load = (file: SourceFile, imported: ImportFact, through: ImportFact | null): void => {
    if (imported.typeOnly || imported.kind === 'dynamic') return;
    const by = file === entry ? imported : through;
    if (question.isStart(file, imported)) {
      begin(file, imported, by);
      return;
    }
    const path = resolved(file, imported.module);
    if (path !== null) {
      const target = context.source(path);
      // A module that was not looked at starts nothing, unless it is one of another language.
      if (target !== undefined) visit(target, by);
      return;
    }
    const isCertain = imported.function === -1 && imported.condition === null && !imported.guarded;
    if (!isCertain || !question.isLibrary(imported, file)) return;
    early.push({ file: file.path, range: imported.range, name: imported.module, imported, through: by });
  };

  const enter = (file: SourceFile, facts: Facts, call: CallFact, through: ImportFact | null, depth: number): void => {
    if (question.isStart(file, call)) {
      begin(file, call, through);
      return;
    }
    if (depth >= deepest) return;
    const [head = '', ...rest] = call.callee.split('.');
    const name = rest.at(-1) ?? head;
    for (const imported of facts.imports) {
      const isBound =
        imported.alias === head || imported.names.some((one) => (one.alias === '' ? one.name : one.alias) === head);
      const path = isBound ? resolved(file, imported.module) : null;
      const target = path === null ? undefined : context.source(path);
      if (target?.facts == null) continue;
      const wanted = rest.length > 0 ? name : (imported.names.find(({ alias }) => alias === head)?.name ?? name);
      target.facts.functions.forEach((fact, index) => {
        if (fact.name === wanted && target.facts !== null && start === null)
          run(target, target.facts, index, through, depth + 1);
      });
    }
    if (rest.length > 0) return;
    facts.functions.forEach((fact, index) => {
      if (fact.name === head && fact.owner === null && start === null) run(file, facts, index, through, depth + 1);
    });
  };

  visit(entry, null);
  return start === null || isLost ? null : { early, start, through: startedThrough };
}
