import { currentTime, isWithin } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { askedForMs } from '../../platform/jobs/pause.ts';
import { bringForward } from '../../platform/ledger/jobs.ts';
import { houseRefusals, isMessageRefusal } from '../messages/message-refusal.ts';
import { afterSilence, circuitOf, type PartnerLine, restMs } from './partner-line.ts';
import { partnerLines } from './store.ts';

/** A probe that was cut short is followed by the next one after so long. */
const PROBE_MS = 60_000;
/** That a partner answers is noted no more often. */
const NOTED_EVERY_MS = 10_000;

/**
 * Carries out one attempt on the line to another deployment, and notes whether it answered. Refuses with `partner-resting`, without asking,
 * while it has not answered several times in a row, but for one attempt now and then that finds out; and as long as it asked to be left
 * alone (429). Once it answers again, what waits for it is tried at once. An attempt of several requests calls `heard` when one was answered:
 * that it failed at another says that the way is bad, not that the partner is silent. `anyway` asks all the same: a person wants to know.
 */
export async function onLine<T>(
  partner: string,
  attempt: (heard: () => void) => Promise<T>,
  { anyway = false }: { readonly anyway?: boolean } = {},
): Promise<T> {
  const line = await readOne(partnerLines, { _id: partner });
  if (line && !anyway) await enter(line);
  let wasHeard = false;
  try {
    const result = await attempt(() => {
      wasHeard = true;
    });
    await noteAnswer(partner, line);
    return result;
  } catch (error) {
    await noteFailure(partner, line, { error, wasHeard });
    throw error;
  }
}

async function enter(line: PartnerLine): Promise<void> {
  const now = currentTime();
  if (circuitOf(line, now) === 'closed') return;
  const rest = restMs(line, now);
  if (rest === 0 && (await beginsProbe(line, now))) return;
  throw new DomainError('unavailable', 'partner-resting', `${line.id} has not answered since it was last asked`, {
    retryAfter: Math.ceil((rest || PROBE_MS) / 1_000),
  });
}

/** Whether this attempt is the one that finds out; among all processes there is one at a time. */
async function beginsProbe({ id, version }: PartnerLine, now: Date): Promise<boolean> {
  const probe = { restsUntil: new Date(now.getTime() + PROBE_MS), probing: true };
  const update = { $set: probe, $inc: { version: 1 } };
  const { modifiedCount } = await partnerLines.model.updateOne({ _id: id, version }, update);
  return modifiedCount > 0;
}

/** Partners whose silence this process noted since it noted an answer: attempts that began before it know nothing of it. */
const silentSince = new Set<string>();

async function noteAnswer(partner: string, before: PartnerLine | undefined): Promise<void> {
  const at = currentTime();
  const isFresh = before?.answeredAt && isWithin(NOTED_EVERY_MS, before.answeredAt, at);
  if (!silentSince.delete(partner) && before?.failures === 0 && !before.restsUntil && isFresh) return;
  const answered = { failures: 0, probing: false, answeredAt: at };
  const known = await note(partner, answered, ['failingSince', 'restsUntil', 'lastError']);
  if (known?.restsUntil) await bringForward(partner, at);
}

/** By which the other side shows that it is there, beside the refusals of messages. */
const answers: ReadonlySet<string> = new Set([...houseRefusals, 'axis-denied', 'axis-refused']);

/** By which nothing is heard of the other side. */
const silences: ReadonlySet<string> = new Set(['partner-unanswered', 'partner-certificate-refused']);

/** A refusal is an answer; what went wrong in this house says nothing of the partner. */
async function noteFailure(
  partner: string,
  before: PartnerLine | undefined,
  { error, wasHeard }: { readonly error: unknown; readonly wasHeard: boolean },
): Promise<void> {
  const code = error instanceof DomainError ? error.code : '';
  const at = currentTime();
  const isAnswer = answers.has(code) || isMessageRefusal(code);
  if (isAnswer || (wasHeard && silences.has(code))) await noteAnswer(partner, before);
  else if (code === 'partner-busy') {
    const restsUntil = new Date(at.getTime() + (askedForMs(error) ?? PROBE_MS));
    const failures = before?.failures ?? 0;
    await note(partner, { failures, probing: false, restsUntil, answeredAt: at, lastError: code });
  } else if (silences.has(code)) {
    silentSince.add(partner);
    const known = (await readOne(partnerLines, { _id: partner })) ?? { failures: 0, probing: false };
    // Attempts that were on their way together fail together: they tell no more than the one that made the line rest.
    if (circuitOf(known, at) === 'open') return;
    await note(partner, afterSilence(known, { at, chance: Math.random(), reason: code }));
  }
}

/** Gives the line as it was. */
async function note(partner: string, known: Partial<PartnerLine>, gone: readonly (keyof PartnerLine)[] = []) {
  const $unset = Object.fromEntries(gone.map((field) => [field, 1]));
  const update = { $set: known, $unset, $inc: { version: 1 } };
  return await partnerLines.model.findOneAndUpdate({ _id: partner }, update, { upsert: true }).lean();
}
