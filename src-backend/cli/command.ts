/** One command of `parley`. A command is a file of its own here and an entry in `commands.ts`. */
export interface Command {
  /** One line for `--help`. */
  summary: string;
  /** What stands after the command's name, for its own `--help`. */
  usage: string;
  /** Returns the exit code. May throw StartError with what a person can do about it. */
  run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

/** What a command may know of the process, so that tests can stand in for it. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  /** The current folder: `.env` is looked for there. */
  directory: string;
  out: (line: string) => void;
  err: (line: string) => void;
}
