/** A reason why the server cannot start, as one sentence for the person at the terminal: what happened and what to do. */
export class StartUpFailure extends Error {
  readonly vietnamese: string;
  readonly english: string;

  constructor(vietnamese: string, english: string, cause?: unknown) {
    super(`${vietnamese} (${english})`, cause === undefined ? undefined : { cause });
    this.name = 'StartUpFailure';
    this.vietnamese = vietnamese;
    this.english = english;
  }
}

/** The code of a system error (`ENOENT`, `EADDRINUSE`, …), or nothing for any other value. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
