/** What the languages of the JVM make of names. */

/** Names of methods live apart from those of fields and types: a static import of `a` is bound as both `a` and `a()`. */
export const methodKey = (name: string): string => `${name}()`;

/** Names by which an author says that a caught error is not wanted: `ignored`, `expected`, `_`. */
export const ignoringName: RegExp =
  /^(?:_+|ign(?:ored?)?|ignor\w*|expected\w*|unused|swallow\w*|(?:ex?|exception)?_?ignored?)$|Ignored?$/i;
