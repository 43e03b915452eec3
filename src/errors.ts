/** What may be said beside the message: one imperative line with the next step, and the error underneath. */
export interface ErrorDetails {
  readonly hint?: string;
  readonly cause?: unknown;
  /** It is about this run alone (its terminal, the code it was given): others who want the same go on trying. */
  readonly isOwn?: boolean;
  /** Another try cannot mend it. */
  readonly isLasting?: boolean;
  /** A name that nothing has, for whoever knows what else it may have been meant for. */
  readonly unknownName?: string;
}

/**
 * An error that a person can act on. The message says which action failed, with names quoted and no final
 * period; `exitCode` is the status of the whole program. Anything that is not an `AwsumeError` is a bug.
 */
export class AwsumeError extends Error {
  override readonly name: string = "AwsumeError";
  readonly exitCode: number = 1;
  readonly hint?: string;
  readonly isOwn: boolean;
  readonly isLasting: boolean;
  readonly unknownName?: string;
  /** Whose authentication it is about, where a call for that was refused. */
  refused?: "user" | "role";

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    if (details.hint !== undefined) this.hint = details.hint;
    this.isOwn = details.isOwn ?? false;
    this.isLasting = details.isLasting ?? false;
    if (details.unknownName !== undefined) this.unknownName = details.unknownName;
  }
}

/** AWS, the network or a child process said no: look at what the other side said. Exit code 1. */
export class AwsError extends AwsumeError {
  override readonly name = "AwsError";
}

/** The command line is wrong: fix the command. Exit code 2. */
export class UsageError extends AwsumeError {
  override readonly name = "UsageError";
  override readonly exitCode = 2;
}

/** A file or a profile is wrong: fix the file. Exit code 3. */
export class ConfigError extends AwsumeError {
  override readonly name = "ConfigError";
  override readonly exitCode = 3;
}

/** The person has to prove who they are: an MFA code, a new sign-in. Exit code 4. */
export class AuthError extends AwsumeError {
  override readonly name = "AuthError";
  override readonly exitCode = 4;
}

/** Another awsume has asked a person for too long. Exit code 4: somebody has to answer there. */
export class StillAsking extends AuthError {}

/** Ctrl-C, or a signal that ends programs. Exit code 128 + n, as shells report a program ended by signal n. */
export class Interrupted extends AwsumeError {
  override readonly name = "Interrupted";
  override readonly exitCode: number;

  constructor(exitCode = 130) {
    super("Interrupted", { isOwn: true });
    this.exitCode = exitCode;
  }
}
