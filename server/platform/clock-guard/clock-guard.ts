import { currentTime, MOST_DRIFT_MS, useTimeInDoubt } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { log } from '../log.ts';
import { type ClockDoubt, type ClockSigns, doubtInWords, doubtOf } from './clock-doubt.ts';
import { type ConfirmedClock, noteClock, readNotes } from './clock-notes.ts';
import { databaseClock } from './database-clock.ts';
import { type MachineClock, machineClock } from './machine-clock.ts';

export interface ClockGuardOptions {
  /** The time of the last entry of any log. */
  readonly lastEntry: () => Promise<Date | undefined>;
  /** Whether a long silence is a reason to ask, as it is for a deployment in earnest. */
  readonly asksAfterSilence: boolean;
  readonly machine?: MachineClock;
  /** What the database's clock says; a test has one of its own. */
  readonly database?: (machine: MachineClock) => Promise<ClockSigns['database']>;
}

const TICK_MS = 2_000;
/** While the clock is believed; in doubt it is looked at with every tick: a person is waited for, or a clock that is put right. */
const LOOK_EVERY_MS = 60_000;
const NOTE_EVERY_MS = 3600_000;
/** A clock that is believed although it moved is noted at once. */
const NOTED_DRIFT_MS = 60_000;

/**
 * Believes the clock of this machine, or does not (docs/reliability.md, promise 4): while it is in doubt no act is carried out, since what is dated
 * wrongly stays so. It is put right by whoever sets the clock, or confirmed by a person (`vanban clock confirm`); both are seen at once.
 */
export class ClockGuard {
  readonly #options: ClockGuardOptions;
  readonly #machine: MachineClock;
  #doubt: ClockDoubt | undefined;
  /** When the machine started, by its clock as it was last believed. */
  #bootedAt: number | undefined;
  #lookedAt = 0;
  #noted: { readonly at: number; readonly bootedAt: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The look that is on its way. */
  #round: Promise<void> | undefined;

  private constructor(options: ClockGuardOptions) {
    this.#options = options;
    this.#machine = options.machine ?? machineClock;
  }

  /** Looks at what speaks for the clock; the database is connected and has its collections. */
  static async begin(options: ClockGuardOptions): Promise<ClockGuard> {
    const guard = new ClockGuard(options);
    await guard.#lookAgain();
    return guard;
  }

  /** Why the clock is not believed; `undefined` when it is. */
  get doubt(): ClockDoubt | undefined {
    if (!this.#doubt) this.#decide(this.#moved());
    return this.#doubt;
  }

  /** The doubt as a sentence in both languages, with the way on. */
  get words(): string | undefined {
    const { doubt } = this;
    if (!doubt) return undefined;
    const { vietnamese, english } = doubtInWords(doubt, this.#machine.now());
    return `${vietnamese}. Đến lúc ấy không việc nào được ghi. (${english}. Until then no act is carried out.)`;
  }

  /** The clock of acts; refuses with `clock-in-doubt` while nobody can be sure what time it is. */
  timeOfActs(): Date {
    const { doubt } = this;
    if (!doubt) return currentTime();
    const { english } = doubtInWords(doubt, this.#machine.now());
    throw new DomainError('unavailable', 'clock-in-doubt', `${english}. Until then no act is carried out`, {
      retryAfter: 60,
      extra: { comparedWith: doubt.comparedWith, byMinutes: Math.round(doubt.byMs / 60_000) },
    });
  }

  /** Goes on looking while the process runs, and writes in its log what it finds; until its stop the time outside of acts is steady. */
  start(): void {
    useTimeInDoubt(() => this.#timeInDoubt());
    this.#timer = setInterval(() => {
      this.#round ??= this.look().finally(() => {
        this.#round = undefined;
      });
    }, TICK_MS).unref();
    this.#tell(undefined);
  }

  async stop(): Promise<void> {
    useTimeInDoubt(() => undefined);
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#round;
  }

  /** Looks again if it is time to; a database that does not answer leaves the clock as it was. */
  async look(): Promise<void> {
    const isDue = this.doubt !== undefined || performance.now() - this.#lookedAt > LOOK_EVERY_MS;
    if (isDue)
      await this.#lookAgain().catch((error: unknown) => log.warn({ err: error }, 'the clock cannot be compared'));
  }

  /** What a person confirms who says that the clock is right. */
  async confirmed(): Promise<ConfirmedClock> {
    const now = this.#machine.now();
    const bootedAt = new Date(now.getTime() - this.#machine.uptimeMs());
    return { boot: this.#machine.boot, bootedAt, now, lastEntry: await this.#options.lastEntry() };
  }

  async #lookAgain(): Promise<void> {
    const signs = await this.#signs();
    this.#lookedAt = performance.now();
    this.#decide(doubtOf(signs));
    if (!this.#doubt) await this.#believe(signs.now);
  }

  /** What the clock would say had nobody touched it since it was last believed; nothing while it is. */
  #timeInDoubt(): Date | undefined {
    if (!this.doubt || this.#bootedAt === undefined) return undefined;
    return new Date(this.#bootedAt + this.#machine.uptimeMs());
  }

  #decide(doubt: ClockDoubt | undefined): void {
    const before = this.#doubt;
    this.#doubt = doubt;
    if (this.#timer) this.#tell(before);
  }

  #tell(before: ClockDoubt | undefined): void {
    const now = this.#machine.now();
    if (this.#doubt && !before) log.error({ ...this.#doubt, now }, doubtInWords(this.#doubt, now).english);
    if (before && !this.#doubt) log.warn({ now }, 'the clock is believed again');
  }

  /** Everything that speaks for or against the clock now. */
  async #signs(): Promise<ClockSigns> {
    const { lastEntry, asksAfterSilence, database = databaseClock } = this.#options;
    const machine = this.#machine;
    const [noted, entry, other] = await Promise.all([readNotes(machine.boot), lastEntry(), database(machine)]);
    // A note of this start of the machine, which a person may have renewed, counts more than what this process has seen.
    const bootedAt = noted.bootedAt?.getTime() ?? this.#bootedAt;
    const isAccepted = entry !== undefined && noted.acceptedUntil !== undefined && entry <= noted.acceptedUntil;
    const lies = isAccepted ? undefined : entry;
    const isAsked = bootedAt === undefined && asksAfterSilence;
    return {
      database: other,
      expected: bootedAt === undefined ? undefined : new Date(bootedAt + machine.uptimeMs()),
      lastEntry: lies,
      lastSign: isAsked ? latest(lies, noted.lastNote) : undefined,
      isSynchronised: isAsked && (await machine.isSynchronised()),
      now: machine.now(),
    };
  }

  async #believe(now: Date): Promise<void> {
    this.#bootedAt = now.getTime() - this.#machine.uptimeMs();
    const { boot } = this.#machine;
    if (boot === undefined || this.#isNoted(this.#bootedAt)) return;
    await noteClock(boot, { bootedAt: new Date(this.#bootedAt), notedAt: now });
    this.#noted = { at: this.#lookedAt, bootedAt: this.#bootedAt };
  }

  #isNoted(bootedAt: number): boolean {
    if (!this.#noted || this.#lookedAt - this.#noted.at > NOTE_EVERY_MS) return false;
    return Math.abs(bootedAt - this.#noted.bootedAt) < NOTED_DRIFT_MS;
  }

  /** Whether somebody has set the clock since it was last believed. */
  #moved(): ClockDoubt | undefined {
    if (this.#bootedAt === undefined) return undefined;
    const byMs = this.#machine.now().getTime() - this.#machine.uptimeMs() - this.#bootedAt;
    return Math.abs(byMs) > MOST_DRIFT_MS ? { comparedWith: 'machine', byMs } : undefined;
  }
}

function latest(...times: readonly (Date | undefined)[]): Date | undefined {
  const known = times.flatMap((time) => time?.getTime() ?? []);
  return known.length === 0 ? undefined : new Date(Math.max(...known));
}
