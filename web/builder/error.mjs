/** Something that the person at the keyboard can mend: told in one sentence, with exit code 2. */
export class BuildError extends Error {}
