/** A mistake of the user's, or of their files: printed as one sentence, exit status 2. Any other error is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | undefined;

  /**
   * @param message what was wrong, without a full stop
   * @param hint what to do about it
   */
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
