/**
 * Shows a folder's findings in the editor and keeps them true: all findings of the files that are open (or were
 * checked), and the findings over Production also in files that are not.
 *
 * Requests are coalesced: a newer one makes the pass that is under way stale, and a stale pass publishes nothing more.
 */
import { setImmediate, setTimeout as setTimeoutLater } from 'node:timers/promises';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { Finding } from '../model/finding.ts';
import type { Production } from '../model/production.ts';
import type { Fault } from '../model/source.ts';
import { faultDiagnostic, filesOf, findingDiagnostic } from './diagnostics.ts';
import type { Folder } from './folder.ts';
import { guarded } from './log.ts';
import type { Log } from './log.ts';
import { createPlaces } from './places.ts';
import type { Places } from './places.ts';
import type { FolderStatus } from './protocol.ts';

/** The survey begins when the first findings have been shown for a while, and rests between two files. Milliseconds. */
const surveyDelay = 3_000;
const surveyPause = 2;

export interface PublisherPorts {
  readonly log: Log;
  rulePage(rule: string): string | null;
  /** Whether a file is shown by this folder and not by one inside it. */
  owns(folder: Folder, path: string): boolean;
  publish(params: PublishDiagnosticsParams): void;
  status(status: FolderStatus): void;
  /** What launches say has changed: texts that are made from Production are out of date. */
  productionChanged(): void;
}

export class Publisher {
  readonly #folder: Folder;
  readonly #ports: PublisherPorts;
  /** What the editor shows, by URI, as JSON of the diagnostics. */
  readonly #shown = new Map<string, string>();
  /** Closed files that a check of the whole folder found something in: they stay in view and are kept true. */
  #checked: ReadonlySet<string> = new Set();
  #generation = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #disposed = false;
  #status = '';
  #productionKey = '';
  readonly #said = new Set<string>();
  /** The reading of all files that tells what the repository does as a rule; once in a session. */
  #survey: AbortController | null = null;

  constructor(folder: Folder, ports: PublisherPorts) {
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Something changed: looks again after `delay` milliseconds without another request. */
  request(delay: number): void {
    if (this.#disposed) return;
    const generation = ++this.#generation;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#running
        .then(() => this.#pass(generation))
        .catch((cause: unknown) => this.#ports.log.error(`cannot review ${this.#folder.root}`, cause));
    }, delay);
  }

  /** Keeps the findings of these closed files in view. */
  keep(paths: Iterable<string>): void {
    this.#checked = new Set(paths);
    this.request(0);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#survey?.abort();
    this.#clearAllBut(new Set());
  }

  async #pass(generation: number): Promise<void> {
    const folder = this.#folder;
    const stale = (): boolean => this.#disposed || generation !== this.#generation;
    if (stale()) return;
    if (!folder.settings.enable) {
      this.#clearAllBut(new Set());
      this.#tellStatus({ folder: folder.uri, state: 'off', profile: null, services: 0, launches: 0 });
      return;
    }
    const places = createPlaces(folder.engine);
    const done = new Set<string>();
    for (const path of new Set([...folder.openPaths(), ...this.#checked])) {
      done.add(path);
      if (folder.waitsForSave(path)) continue;
      const result = await this.#guarded(`cannot review ${path}`, () => folder.engine.fileFindings(path));
      if (stale()) return;
      if (result) await this.#show(path, result.findings, result.faults, places, stale);
      // Lets what the user does meanwhile come in.
      await setImmediate();
      if (stale()) return;
    }
    const production = await this.#guarded('cannot tell how production starts this', () => folder.engine.production());
    if (stale() || !production) return;
    const overall = await this.#guarded('cannot review production', () => folder.engine.productionFindings());
    if (stale() || !overall) return;
    this.#tellProduction(production, overall.faults);
    const findingsOf = byFile(overall.findings);
    const faultsOf = byFile(overall.faults);
    for (const path of new Set([...findingsOf.keys(), ...faultsOf.keys()])) {
      if (path === '' || done.has(path)) continue;
      done.add(path);
      await this.#show(path, findingsOf.get(path) ?? [], faultsOf.get(path) ?? [], places, stale);
      if (stale()) return;
    }
    for (const fault of faultsOf.get('') ?? []) this.#say(fault.message);
    this.#startSurvey();
    this.#clearAllBut(new Set([...done].map((path) => folder.uriOf(path))));
  }

  /** In the background and slowly: what people wait for goes first. Findings that compare are shown when it is done. */
  #startSurvey(): void {
    if (this.#survey !== null) return;
    this.#survey = new AbortController();
    const { signal } = this.#survey;
    const pause = (): Promise<void> => setTimeoutLater(surveyPause);
    void this.#guarded('cannot survey the repository', async () => {
      await setTimeoutLater(surveyDelay);
      await this.#folder.engine.survey(pause, signal);
      if (!signal.aborted) this.request(0);
    });
  }

  async #show(
    path: string,
    findings: readonly Finding[],
    faults: readonly Fault[],
    places: Places,
    stale: () => boolean,
  ): Promise<void> {
    const folder = this.#folder;
    if (!this.#ports.owns(folder, path)) return;
    const document = folder.document(path);
    const version = document?.version;
    await places.load([path, ...findings.flatMap(filesOf)]);
    if (stale() || document?.version !== version) return;
    const context = {
      places,
      uriOf: (file: string) => folder.uriOf(file),
      rulePage: (rule: string) => this.#ports.rulePage(rule),
    };
    const diagnostics: Diagnostic[] = findings.map((finding) => findingDiagnostic(finding, context));
    for (const fault of faults) {
      if (fault.file === path) diagnostics.push(faultDiagnostic(path, fault, places));
      else if (fault.file === null) this.#say(fault.message);
    }
    const uri = folder.uriOf(path);
    const text = JSON.stringify(diagnostics);
    // An open document may have moved its marks with an edit and its undoing, so it is told again.
    if (!document && (this.#shown.get(uri) ?? '[]') === text) return;
    this.#shown.set(uri, text);
    this.#ports.publish({ uri, diagnostics, ...(document ? { version: document.version } : {}) });
  }

  #clearAllBut(kept: ReadonlySet<string>): void {
    for (const [uri, diagnostics] of this.#shown) {
      if (kept.has(uri)) continue;
      this.#shown.delete(uri);
      if (diagnostics !== '[]') this.#ports.publish({ uri, diagnostics: [] });
    }
  }

  #tellProduction(production: Production, faults: readonly Fault[]): void {
    this.#tellStatus(statusOf(this.#folder, production, faults));
    if (production.key === this.#productionKey) return;
    this.#productionKey = production.key;
    this.#ports.productionChanged();
  }

  #tellStatus(status: FolderStatus): void {
    const text = JSON.stringify(status);
    if (text === this.#status) return;
    this.#status = text;
    this.#ports.status(status);
  }

  #say(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#ports.log.warn(message);
  }

  #guarded<Value>(what: string, run: () => Promise<Value>): Promise<Value | null> {
    return guarded(this.#ports.log, what, null, run);
  }
}

/** Grouped by file; what has no file is under the empty name. */
function byFile<Item extends { readonly file: string | null }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.file ?? '');
    if (group) group.push(item);
    else groups.set(item.file ?? '', [item]);
  }
  return groups;
}

/** A profile that has errors is worth more of a user's attention than how much of Production could be built without it. */
function statusOf(folder: Folder, production: Production, faults: readonly Fault[]): FolderStatus {
  const broken = faults.find((fault) => fault.kind === 'profile' && fault.severity === 'error');
  const file = broken?.file ?? production.profile?.file ?? null;
  return {
    folder: folder.uri,
    state: broken ? 'error' : production.profile ? 'loaded' : 'inferred',
    profile: file === null ? null : folder.uriOf(file),
    services: production.services.length,
    launches: production.services.reduce((sum, service) => sum + service.launches.length, 0),
  };
}
