/** The program was called in a way that it cannot follow: its message goes to standard error, and the exit code is 2. */
export class WrongUse extends Error {}
