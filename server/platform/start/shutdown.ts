import { log } from '../log.ts';

interface Closing {
  readonly name: string;
  readonly close: () => Promise<void> | void;
}

/** Thrown into a start that is to stop halfway. */
class Stopped extends Error {}

/** What must be ended when the process ends, in reverse order of its beginning; also when the start itself is cut short. */
export class Shutdown {
  readonly #closings: Closing[] = [];
  #begun = false;

  /** Whether the end has begun. */
  get begun(): boolean {
    return this.#begun;
  }

  add(name: string, close: Closing['close']): void {
    this.#closings.push({ name, close });
  }

  /** Throws once the end has begun, so that a start does not begin its next step. */
  check(): void {
    if (this.#begun) throw new Stopped('The process is stopping');
  }

  /** Ends everything added so far; what fails is logged and does not keep the rest from ending. */
  async run(): Promise<void> {
    this.#begun = true;
    for (let closing = this.#closings.pop(); closing; closing = this.#closings.pop()) {
      try {
        await closing.close();
      } catch (error) {
        log.error({ err: error, part: closing.name }, 'A part did not end well');
      }
    }
  }
}
