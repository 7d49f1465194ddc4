import mongoose from 'mongoose';
import { z } from 'zod';
import { confirm, markContradicted } from '../../audit/heads/check-heads.ts';
import { type HeldHead, headChecks, heldHeads } from '../../audit/store.ts';
import { addDays, dayInVietnam } from '../../platform/calendar.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import type { PartnerDoor } from '../carriage/partner-door.ts';
import { type AskProof, compareHeads, type KnownHead } from './compare-heads.ts';
import { logComparisons } from './store.ts';

/** Heads older than this were compared when they came, or their partner was away for all of it; the newest that agreed stands for them. */
const DAYS_LOOKED_BACK = 8;

const answered = z.object({ from: z.number(), to: z.number(), proof: z.array(z.base64().max(44)).max(128).nullable() });

/** The log of an agency, as the directory binds it, and where its proofs are had. */
export interface ListedLog {
  readonly code: string;
  readonly log: { readonly id: string; readonly key: string };
}

/**
 * Compares the heads that agencies here hold of another deployment’s log, newest with those before, and marks in the logs of the holders what
 * contradicts itself (docs/exchange-protocol.md, section 11). Heads by another key than the directory’s do not count. Changes nothing while there
 * are no two heads; throws as `PartnerDoor.ask` does.
 */
export async function compareLog({ code, log }: ListedLog, door: Pick<PartnerDoor, 'ask'>, now: Date): Promise<void> {
  const found = await compareHeads(await knownHeads(log, now), proofsOf(code, door));
  if (!found) return;
  for (const head of found.agree) await confirm(head);
  if (found.contradicted) await markContradicted(found.contradicted.head, found.contradicted.by);
  const stands = found.contradicted ? {} : { heldId: found.newest.id };
  const update = { $set: { ...stands, comparedAt: now }, $inc: { version: 1 } };
  await logComparisons.model.updateOne({ _id: log.id }, update, { upsert: true });
}

async function knownHeads({ id, key }: ListedLog['log'], now: Date): Promise<KnownHead[]> {
  const since = addDays(dayInVietnam(now), -DAYS_LOOKED_BACK);
  const compared = await readOne(logComparisons, { _id: id });
  const $or = [{ day: mongoose.trusted({ $gte: since }) }, { _id: compared?.heldId ?? '' }];
  const heads = await readAll(heldHeads, { $or, log: id, publicKey: key, contradicted: false });
  return await Promise.all(heads.map(async (head) => ({ head, agreed: await hasAgreed(head) })));
}

async function hasAgreed({ id, size }: HeldHead): Promise<boolean> {
  return (await readOne(headChecks, { _id: id }))?.size === size;
}

function proofsOf(code: string, door: Pick<PartnerDoor, 'ask'>): AskProof {
  return async (from, to) => {
    const path = `/logs/${encodeURIComponent(code)}/consistency?from=${from}&to=${to}`;
    const read = answered.safeParse(await door.ask({ method: 'GET', path }));
    if (!read.success || read.data.from !== from || read.data.to !== to)
      throw new DomainError('unavailable', 'partner-unanswered', 'The answer is no proof between these sizes');
    return read.data.proof?.map((hash) => Buffer.from(hash, 'base64')) ?? null;
  };
}
