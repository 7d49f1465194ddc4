import { log } from '../platform/log.ts';

/** Puts one entry into a log; `times` says how often the same came again within the window, and is missing the first time. */
export type Tell = (times?: number) => Promise<void>;

interface Kind {
  readonly tell: Tell;
  again: number;
}

/**
 * Puts what others can cause at will into the log without letting a flood write it full: the first of a kind at once, those that follow
 * within the window as one entry with their number, and no more kinds in a window than are allowed. What goes beyond is counted for the
 * operator only, and so is what the log could not take.
 */
export class SeldomTold {
  readonly #windowMs: number;
  readonly #mostKinds: number;
  readonly #lately = new Map<string, Kind>();
  readonly #writing = new Set<Promise<void>>();
  #untold = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ windowMs, mostKinds }: { readonly windowMs: number; readonly mostKinds: number }) {
    this.#windowMs = windowMs;
    this.#mostKinds = mostKinds;
  }

  /** Takes note of one of a kind; resolves once its entry is in the log, if it is the first. */
  async note(kind: string, tell: Tell): Promise<void> {
    this.#timer ??= setTimeout(() => this.#closeWindow(), this.#windowMs).unref();
    const known = this.#lately.get(kind);
    if (known) {
      known.again += 1;
    } else if (this.#lately.size < this.#mostKinds) {
      this.#lately.set(kind, { tell, again: 0 });
      await this.#write(kind, tell());
    } else {
      this.#untold += 1;
    }
  }

  /** Writes what is still counted and waits until all of it is in the log (graceful stop). */
  async stop(): Promise<void> {
    this.#closeWindow();
    await Promise.all(this.#writing);
  }

  #closeWindow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [kind, { tell, again }] of this.#lately) if (again > 0) void this.#write(kind, tell(again));
    this.#lately.clear();
    if (this.#untold > 0) log.warn({ untold: this.#untold }, 'more kinds came than the log takes');
    this.#untold = 0;
  }

  #write(kind: string, told: Promise<void>): Promise<void> {
    const writing = told
      .catch((cause: unknown) => log.error({ err: cause, kind }, 'an entry of the log was not written'))
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    return writing;
  }
}
