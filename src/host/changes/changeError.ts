/** There is no such change: no git, no repository, an unknown revision. The message is for people. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}
