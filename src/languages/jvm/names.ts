/** Names by which an author says that a caught error is not wanted: `ignored`, `expected`, `_`. */
export const ignoringName: RegExp =
  /^(?:_+|ign(?:ored?)?|ignor\w*|expected\w*|unused|swallow\w*|(?:ex?|exception)?_?ignored?)$|Ignored?$/i;
