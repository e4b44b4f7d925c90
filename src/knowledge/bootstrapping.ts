/**
 * Steps of an image that put packages of Python in, and `opentelemetry-bootstrap`, which puts in the instrumentations of
 * those that are there: https://opentelemetry.io/docs/zero-code/python/, and for uv
 * https://opentelemetry.io/docs/zero-code/python/troubleshooting/#bootstrap-using-uv
 */
import type { Range } from '../model/text.ts';

export interface ImageStep {
  readonly words: string;
  readonly range: Range;
}

export const bootstrapping = /\bopentelemetry-bootstrap\s+(?:-a|--action)[ =]install\b/g;

/** Packages that the program's own manifest asks for. */
export const installingPackages =
  /\b(?:pip3?(?:\.\d+)?\s+install\b[^\n&;|]*?\s(?:-r|--requirement)\b|pip3?\s+install\b[^\n&;|]*\s\.(?=[\s[]|$)|poetry\s+(?:install|sync)\b|pipenv\s+(?:install|sync)\b|uv\s+sync\b|uv\s+pip\s+(?:install\b[^\n&;|]*?\s-r|sync)\b|pdm\s+(?:install|sync)\b)/gm;

/** The same, which takes out what is not locked. */
export const installingWhatIsLocked =
  /\b(?:uv\s+sync\b(?![^\n&;|]*--inexact)|uv\s+pip\s+sync\b|poetry\s+sync\b|poetry\s+install\b(?=[^\n&;|]*--sync)|pdm\s+sync\b(?=[^\n&;|]*--clean))/g;
