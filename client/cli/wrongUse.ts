/** The program was called in a way that it cannot follow: its message goes to standard error, and the exit code is 2. */
export class WrongUse extends Error {}

/** A file that was named or found is not there, cannot be read, or is not text. */
export class UnreadableFile extends WrongUse {
  readonly file: string;

  constructor(message: string, file: string) {
    super(`${message}: ${file}`);
    this.file = file;
  }
}
