/** A class or function as code writes it, without the backslash that says that it is named in full. */
export function plainName(written: string): string {
  return written.replace(/^\\/, '').replace(/^namespace\\/i, '');
}

/** The part of a name that an import may stand for: `Foo` of `Foo\Bar`. */
export function firstSegment(name: string): string {
  return name.split('\\', 1)[0] ?? name;
}
