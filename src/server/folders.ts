/** The workspace folders of a session. A file belongs to the innermost folder that holds it; a file outside all of them to none. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../engine.ts';
import { Folder } from './folder.ts';
import { filePathOf } from './uris.ts';

export interface FilePlace {
  readonly folder: Folder;
  /** Root-relative. */
  readonly path: string;
}

export class Folders {
  readonly #folders = new Map<string, Folder>();
  readonly #openEngine: (root: string) => Engine;

  constructor(openEngine: (root: string) => Engine) {
    this.#openEngine = openEngine;
  }

  all(): Folder[] {
    return [...this.#folders.values()];
  }

  get(uri: string): Folder | undefined {
    return this.#folders.get(uri);
  }

  /** Null for a folder that is not on this machine's disk, or is there already. */
  add(uri: string): Folder | null {
    const root = filePathOf(uri);
    if (root === null || this.#folders.has(uri)) return null;
    const folder = new Folder(uri, root, this.#openEngine(root));
    this.#folders.set(uri, folder);
    return folder;
  }

  remove(uri: string): Folder | null {
    const folder = this.#folders.get(uri) ?? null;
    this.#folders.delete(uri);
    return folder;
  }

  /** The folder a file belongs to. Folders may be nested: the innermost one owns it. */
  placeOf(uri: string): FilePlace | null {
    let best: FilePlace | null = null;
    for (const folder of this.#folders.values()) {
      const path = folder.pathOf(uri);
      if (path !== null && (best === null || folder.root.length > best.folder.root.length)) best = { folder, path };
    }
    return best;
  }

  /** Gives every open document to its owner, after folders came or went. */
  distribute(documents: readonly TextDocument[]): void {
    for (const document of documents) {
      const owner = this.placeOf(document.uri);
      for (const folder of this.#folders.values()) {
        const path = folder.pathOf(document.uri);
        if (path !== null && folder !== owner?.folder) folder.close(path);
      }
      if (owner && !owner.folder.document(owner.path)) owner.folder.open(owner.path, document);
    }
  }
}
