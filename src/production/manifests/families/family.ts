/**
 * How the manifests of one ecosystem hang together: which one a program belongs to, and which others bring it packages
 * (a parent, a module or project beside it, a path). One file per ecosystem.
 */
import type { Repository } from '../../repository.ts';

export interface ManifestLinks {
  /** Manifests of the repository whose packages the program has too. */
  readonly files: readonly string[];
  /** False where packages come from something that is not in the repository or cannot be read. */
  readonly closed: boolean;
  /** Packages among those it asks for that are in the repository themselves. */
  readonly own?: readonly string[];
}

export interface ManifestFamily {
  readonly ecosystem: string;
  /** Whether a file name is one of a manifest that a program may belong to. */
  claims(name: string): boolean;
  links(file: string, text: string, repository: Repository): Promise<ManifestLinks>;
  /** Packages that others bring, where a lock file beside the manifest tells. */
  brought?(file: string, repository: Repository): Promise<readonly Brought[]>;
  /** Packages that a name which the manifest writes stands for, where it stands for others (`libs.bundles.web`). */
  resolve?(name: string, file: string, repository: Repository): Promise<readonly string[] | null>;
}

/** A package that another one brought, as a lock file says. */
export interface Brought {
  readonly name: string;
  readonly by: string;
}

export const nothingLinked: ManifestLinks = { files: [], closed: true };

/** Files of the repository at paths that may be null, once each. */
export function existing(paths: readonly (string | null)[], repository: Repository): string[] {
  return [...new Set(paths)].filter((path): path is string => path !== null && repository.isFile(path));
}
