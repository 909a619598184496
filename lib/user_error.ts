/**
 * A mistake that the user can mend: it says what was wanted, what was found, and what to do. The
 * command line prints its message alone, without a stack trace.
 */
export class UserError extends Error {
  /** The class name, as for every built-in error. */
  override readonly name: string = "UserError";
}
