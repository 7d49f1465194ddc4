import type { Actor } from '../platform/actor.ts';
import type { DomainError } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { recordSoon } from './record.ts';
import { DEPLOYMENT } from './store.ts';

/** A refused request: why, at which endpoint, and who asked, if they were signed in. */
export interface Refusal {
  readonly error: DomainError;
  /** Method and path template, so that there are only so many. */
  readonly endpoint: string;
  readonly actor: Actor | undefined;
  readonly requestId: string;
}

/** Refusals that nobody runs into by using the pages: they leave an event (docs/bad-inputs.md, rows marked E). */
const telling = new Set([
  'bad-archive',
  'cross-site',
  'duplicate-key',
  'idempotency-conflict',
  'immutable',
  'malformed-multipart',
  'misdirected-request',
  'reauthentication-failed',
  'row-changed-outside',
  'session-changed',
  'too-many-at-once',
  'too-many-requests',
  'too-many-tries',
  'type-mismatch',
  'unknown-parameter',
  'unknown-property',
  'upload-quota',
]);

const WINDOW_MS = 60_000;
const MOST_PER_WINDOW = 100;

interface Repeated {
  readonly refusal: Refusal;
  times: number;
}

/**
 * Puts telling refusals into the log without letting a flood write it full: the first of a kind at once, those that follow within a
 * minute as one event with their number, and no more than a hundred kinds a minute.
 */
export class Refusals {
  readonly #lately = new Map<string, Repeated>();
  readonly #writing = new Set<Promise<void>>();
  #untold = 0;
  readonly #timer = setInterval(() => this.#closeWindow(), WINDOW_MS).unref();

  /** Takes note of a refusal, if it is a telling one; what is written is awaited by `stop`. */
  note(refusal: Refusal): void {
    if (!isTelling(refusal)) return;
    const code = tellingCode(refusal.error) ?? refusal.error.code;
    const key = [refusal.actor?.positionId, code, refusal.endpoint].join(' ');
    const repeated = this.#lately.get(key);
    if (repeated) {
      repeated.times += 1;
    } else if (this.#lately.size < MOST_PER_WINDOW) {
      this.#lately.set(key, { refusal, times: 0 });
      this.#write(refusal);
    } else {
      this.#untold += 1;
    }
  }

  /** Writes what is still counted and waits until all of it is in the log (graceful stop). */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#closeWindow();
    await Promise.all(this.#writing);
  }

  #closeWindow(): void {
    for (const { refusal, times } of this.#lately.values()) if (times > 0) this.#write(refusal, times);
    this.#lately.clear();
    if (this.#untold > 0) log.warn({ refusals: this.#untold }, 'refusals beyond the limit of the log');
    this.#untold = 0;
  }

  #write({ error, endpoint, actor, requestId }: Refusal, times?: number): void {
    const code = tellingCode(error) ?? error.code;
    const event = { type: 'refused', code, endpoint, ...(times === undefined ? {} : { times }) } as const;
    const writing = recordSoon({ ...(actor ?? nobody), request: { requestId } }, event)
      .catch((cause: unknown) => log.error({ err: cause, code, endpoint }, 'a refusal was not recorded'))
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }
}

const nobody: Actor = {
  personId: 'nobody',
  positionId: 'nobody',
  agencyId: DEPLOYMENT,
  roles: [],
  name: 'Chưa đăng nhập',
};

/** What tells of a refusal: its code, or that of one of its fields, so that a slip of the pen beside it hides nothing. */
function tellingCode({ code, details }: DomainError): string | undefined {
  return [code, ...(details.fields ?? []).map((field) => field.code)].find((one) => telling.has(one));
}

/** Rights that were missing, and ids that a signed-in person found nothing under: of another agency, or guessed. */
function isTelling({ error, actor }: Refusal): boolean {
  if (tellingCode(error) !== undefined) return true;
  return actor !== undefined && (error.kind === 'not-permitted' || error.kind === 'not-found');
}
