/** One workspace folder: its engine, its settings, and what it shows in the editor. */
import { join } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../engine.ts';
import { nodeFileSource } from '../host/nodeFiles.ts';
import type { FileSource } from '../model/source.ts';
import { defaultSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { filePathOf, pathInside, uriOfPath } from './uris.ts';

export class Folder {
  readonly uri: string;
  /** Absolute path. */
  readonly root: string;
  readonly engine: Engine;
  #settings: Settings = defaultSettings;
  /** Open documents of this folder by path, the one changed last at the end. */
  readonly #open = new Map<string, TextDocument>();
  /** Their text as it is on disk, as far as is known. */
  readonly #saved = new Map<string, string>();
  readonly #disk: FileSource;

  constructor(uri: string, root: string, engine: Engine) {
    this.uri = uri;
    this.root = root;
    this.engine = engine;
    this.#disk = nodeFileSource(root);
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
    const { rules, exclude, baseline, base, changedLinesOnly } = settings;
    this.engine.setOptions({ rules, exclude, baseline, base, changedOnly: changedLinesOnly });
  }

  /** Root-relative path of a URI, or null where it is not below this folder. */
  pathOf(uri: string): string | null {
    const absolute = filePathOf(uri);
    return absolute === null ? null : pathInside(this.root, absolute);
  }

  /** The URI the editor knows a file by: that of the open document, which may be spelled otherwise than ours. */
  uriOf(path: string): string {
    return this.#open.get(path)?.uri ?? uriOfPath(this.root, path);
  }

  absolutePathOf(path: string): string {
    return join(this.root, ...path.split('/'));
  }

  async pathsBelow(directory: string): Promise<string[]> {
    return (await this.engine.paths()).filter((path) => path.startsWith(`${directory}/`));
  }

  /** Unsaved text stands before what is on disk from now on. */
  open(path: string, document: TextDocument): void {
    if (!this.#open.delete(path)) this.#saved.set(path, document.getText());
    this.#open.set(path, document);
    this.engine.setText(path, document.getText());
  }

  saved(path: string): void {
    const document = this.#open.get(path);
    if (document) this.#saved.set(path, document.getText());
    this.engine.invalidate([path], false);
  }

  /** Another program may have written the file: the editor takes the new text over, and that is no edit. */
  async changedOnDisk(path: string): Promise<void> {
    if (!this.#open.has(path)) return;
    const { text } = await this.#disk.read(path);
    if (text !== undefined && this.#open.has(path)) this.#saved.set(path, text);
  }

  /** Text on disk; null where there is none. */
  async onDisk(path: string): Promise<string | null> {
    return (await this.#disk.read(path)).text ?? null;
  }

  /** Holds text that was never saved. */
  isEdited(path: string): boolean {
    const document = this.#open.get(path);
    return document !== undefined && document.getText() !== this.#saved.get(path);
  }

  /** The user wants to hear of it when it is saved, and not before. */
  waitsForSave(path: string): boolean {
    return this.#settings.run === 'onSave' && this.isEdited(path);
  }

  close(path: string): void {
    this.#saved.delete(path);
    if (this.#open.delete(path)) this.engine.setText(path, null);
  }

  document(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  /** Paths of open documents, the one changed last first: its findings are wanted first. */
  openPaths(): string[] {
    return [...this.#open.keys()].reverse();
  }

  dispose(): void {
    this.#open.clear();
    this.engine.dispose();
  }
}
