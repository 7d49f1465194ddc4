import type { Actor } from '../platform/actor.ts';
import type { DomainError } from '../platform/errors.ts';
import { recordSoon } from './record.ts';
import { SeldomTold } from './seldom-told.ts';
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

/** Puts telling refusals into the log: the first of a kind at once, a flood as its number, a hundred kinds a minute (`SeldomTold`). */
export class Refusals {
  readonly #told = new SeldomTold({ windowMs: WINDOW_MS, mostKinds: MOST_PER_WINDOW });

  /** Takes note of a refusal, if it is a telling one; what is written is awaited by `stop`. */
  note(refusal: Refusal): void {
    if (!isTelling(refusal)) return;
    const { error, endpoint, actor, requestId } = refusal;
    const code = tellingCode(error) ?? error.code;
    const who = { ...(actor ?? nobody), request: { requestId } };
    void this.#told.note([actor?.positionId, code, endpoint].join(' '), async (times) => {
      await recordSoon(who, { type: 'refused', code, endpoint, ...(times === undefined ? {} : { times }) });
    });
  }

  /** Writes what is still counted and waits until all of it is in the log (graceful stop). */
  async stop(): Promise<void> {
    await this.#told.stop();
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
