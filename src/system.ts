/** An answer, and where it came from: only a terminal can be asked again. */
export interface Answer {
  readonly text: string;
  readonly from: "terminal" | "pipe";
}

/** How a question is asked. */
export interface AskOptions {
  readonly secret?: boolean;
  readonly terminalOnly?: boolean;
}

/** How a command line is run. */
export interface RunOptions {
  /** What messages call it, because the command line itself may hold a secret: which setting, and where. */
  readonly name: string;
  /** Variables beside awsume's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** 60 unless told: a person may have to touch a key or to type a PIN. */
  readonly timeoutSeconds?: number;
  /** What it reads from stdin; else that is a terminal's, or empty. */
  readonly input?: string;
  /** The most that it may print, in bytes: 65,536 unless told. */
  readonly maxOutputBytes?: number;
}

/** What one of those who want the same has got, and whether the others may have it, too. */
export interface Shared {
  readonly text: string;
  readonly isShared: boolean;
}

/** How a lock is waited for. */
export interface LockOptions {
  /** For who cannot answer: how long a question of the holder's to a person may be open. As long as it takes if absent. */
  readonly questionSeconds?: number;
}

/** How a program came to its end, or why it could not be started. */
export type ProgramEnd =
  /** The status is that of a shell: 128+n when signal n ended it. */
  | { readonly kind: "ended"; readonly status: number }
  | { readonly kind: "not-found" }
  | { readonly kind: "not-executable"; readonly why: string };

/** What `withPrivateFile` works with. */
export interface PrivateFile {
  readonly path: string;
  /** Says that this process needs the file too, though awsume be killed. */
  keepFor(pid: number): void;
}

/** One of the things to choose from. */
export interface Choice {
  /** What `choose` returns; of all choices there is one of each name. */
  readonly name: string;
  /** A few words beside it. */
  readonly hint?: string;
}

/** What lies at a path, links followed. */
export interface FileStatus {
  readonly kind: "file" | "folder" | "other";
  readonly sizeBytes: number;
  /** Where it really lies: two paths may lead to one file. */
  readonly realPath: string;
  /** When it was last written; not every file system knows. */
  readonly changedAt?: Date;
  /** The permission bits of POSIX, 0o777 at most; Windows has none. */
  readonly mode?: number;
  /** Whether nobody may remove what is another's there, as in /tmp. Present only when true. */
  readonly isSticky?: true;
  /** Whether it belongs to neither the person nor root. Present only when true, and not on Windows. */
  readonly isForeign?: true;
}

/** How much a terminal shows, in characters. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Everything outside the process, as one record of functions: the only seam between awsume and the world.
 * The real one is `src/system/deno.ts`; tests pass a record of their own.
 */
export interface System {
  /**
   * The environment as it was at start, with what `-a` holds back from other programs (`held_back.ts`); on Windows,
   * which does not tell `Path` from `PATH`, names in upper case.
   */
  readonly env: Readonly<Record<string, string>>;
  readonly os: "linux" | "darwin" | "windows";
  /** The words that run awsume again: the path of the executable, or Deno's command line for a checkout. */
  readonly self: readonly string[];
  /** Whether stdout is a terminal. Secrets are not printed to one unless asked. */
  readonly stdoutIsTerminal: boolean;
  /**
   * Whether what is printed on stdout stays there: a file that has a name, or the very file, pipe or socket that stderr
   * is. What a shell reads is neither. Never on Windows, which cannot tell.
   */
  stdoutIsKept(): boolean;

  /** The terminal that stdout is, as large as it is at this moment; undefined when it is none. */
  screen(): Screen | undefined;

  now(): Date;

  /** Waits. Ctrl-C ends the program meanwhile, as ever. */
  pause(milliseconds: number): Promise<void>;

  /** The home folder that the operating system knows, for when the environment names none. */
  home(): Promise<string>;

  /**
   * What a command meets beside the variables: the folder it starts in, the computer and the user. For the names of what
   * is remembered. A folder that is gone is another one each time.
   */
  place(): readonly [folder: string, computer: string, user: string];

  /** The file's text, or undefined when there is no such file. Throws ConfigError when it cannot be read. */
  read(path: string): Promise<string | undefined>;

  /** The names of what lies in a folder, in no order; none when there is no such folder. Throws ConfigError. */
  list(folder: string): Promise<readonly string[]>;

  /** What lies at that path; undefined when there is nothing, or nothing that may be looked at. */
  statusOf(path: string): Promise<FileStatus | undefined>;

  /**
   * Writes the file in one step (readers see the old text or the new one), readable by its owner only;
   * missing folders are made, private too. Throws ConfigError.
   *
   * With `edited`, the text that `read` gave, the text is an edit of a person's file: the file keeps its mode, its
   * owner and its byte order mark. Throws ConfigError, too, for a file that is read-only or no longer has that text.
   */
  write(path: string, text: string, options?: { readonly edited: string }): Promise<void>;

  /** Removes a file. Throws ConfigError when it cannot. */
  remove(path: string): Promise<void>;

  /**
   * Asks at the terminal: on stderr where that is one, else on the controlling terminal itself, never on stdout. The
   * answer comes from there, or from one line of a piped stdin. `secret` hides what is typed; `terminalOnly` leaves
   * stdin alone, which is somebody else's. Throws AuthError when nobody can answer, and in the background of a
   * terminal, Interrupted on Ctrl-C.
   */
  ask(question: string, options?: AskOptions): Promise<Answer>;

  /** Whether `ask` could reach a person, beside a pipe. */
  canAsk(): Promise<boolean>;

  /** One line of words about what was typed, where it was asked for. */
  reply(text: string): Promise<void>;

  /**
   * Lets the person choose by typing and with the arrow keys, at the terminal; returns the name of the choice. Only
   * where `canChoose`, and of one choice at least. Throws Interrupted when the person leaves it.
   */
  choose(question: string, choices: readonly Choice[]): Promise<string>;

  /** Whether `choose` would find a person: stdin is a terminal that awsume may use, and what is drawn will be seen. */
  canChoose(): Promise<boolean>;

  /**
   * Does `work` while no other awsume holds the lock at that absolute path, which is a private file that stays. The
   * kernel frees the lock of a process that dies. `waiting` is told once it takes a moment. Those who waited while
   * another's work failed get the other's error (AwsError, AuthError; none that `isOwn`) in place of their turn.
   * Where locking is not possible, the work is done without, and that is told. Not to be nested with one path. Throws
   * AuthError when the holder has asked a person for too long (`options`).
   */
  locked<T>(path: string, waiting: string, work: () => Promise<T>, options?: LockOptions): Promise<T>;

  /**
   * The text that `work` gives, done once for all who ask for it under that absolute path while it is being done; who
   * comes later does it anew. Else as `locked`. A text that is not `isShared` serves its own caller alone. The file is
   * there while somebody waits, and no longer.
   */
  together(
    path: string,
    waiting: string,
    work: () => Promise<Shared>,
    options?: LockOptions,
  ): Promise<string>;

  /**
   * Runs a command line in `/bin/sh` (on Windows `cmd`) and returns its stdout. Its stderr is awsume's, and so
   * is a stdin that is a terminal. Throws AwsError when it fails or takes too long,
   * ConfigError when it cannot be started, Interrupted on Ctrl-C; none of them says what it printed.
   */
  run(command: string, options: RunOptions): Promise<string>;

  /**
   * What a JavaScript module of the disk exports: a file, or the folder of a package. From then on only awsume writes
   * to stdout and ends the program. Throws whatever the module throws, and Error when it takes longer.
   */
  loadModule(path: string, timeoutSeconds: number): Promise<unknown>;

  /**
   * Runs a program in awsume's place: its words as they are, these variables and no others, awsume's stdin, stdout and
   * stderr. It gets the signals that awsume gets, and awsume outlives it. `started` is told the number of its process.
   */
  runInPlace(
    words: readonly string[],
    env: System["env"],
    started?: (pid: number) => void,
  ): Promise<ProgramEnd>;

  /**
   * Does `work` with a private file in that folder, which is removed afterwards. The text takes `#` for a comment.
   * Throws ConfigError.
   */
  withPrivateFile<T>(folder: string, text: string, work: (file: PrivateFile) => Promise<T>): Promise<T>;

  /**
   * Removes the files of `withPrivateFile` in that folder which an awsume that was killed has left, once no process
   * they were kept for is alive. Throws ConfigError.
   */
  removeLeftovers(folder: string): Promise<void>;

  /**
   * One HTTP exchange, redirects not followed. Honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY, AWS_CA_BUNDLE and the
   * system's certificates; `caFile` holds the certificates to trust where AWS_CA_BUNDLE does not say. Throws AwsError
   * when no whole answer came, ConfigError for a file or a variable that must be fixed.
   */
  http(request: Request, options?: { readonly caFile?: string }): Promise<Response>;

  /** stdout: code for the shell, or the text that was asked for; nothing else. */
  print(text: string): void;

  /** stderr: one line of words for the person. */
  tell(text: string): void;

  /**
   * stderr: one line of a terminal that the next replaces; the empty text removes it, and so does what is told. Returns
   * whether it is shown: nothing is where stderr is no terminal or a simple one, or where the text is too wide for it.
   */
  progress(text: string): boolean;
}
