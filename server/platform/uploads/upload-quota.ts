import mongoose from 'mongoose';
import type { Actor } from '../actor.ts';
import type { Exchange } from '../api/http.ts';
import { type RateLimit, takeTry } from '../api/rate-limits.ts';
import { Slots } from '../api/slots.ts';
import { currentTime } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { begunUploads, uploads } from './upload-store.ts';

/**
 * What one person may have waiting: an upload waits for a day, whether an act used it or not. Five times what the busiest desk scans in a
 * day; beyond it a disk is filled that others need.
 */
export const uploadQuota = { files: 4_000, bytes: 10 * 1024 ** 3 };

/** At once in this process: of one person as many as a browser sends, of all as many as the disk bears. */
const slots = new Slots({ most: 48, mostForOne: 6 });

/** Also what is refused after it was received costs the disk its work. */
const limit: RateLimit = {
  name: 'uploads',
  most: 1_000,
  windowSeconds: 10 * 60,
  refusal: { code: 'too-many-requests', message: 'Too many files were sent; wait, then go on' },
};

/** Lets a person send a file: before a byte of it is received. Refuses with 429 beyond what one may have at once, within a while, or waiting. */
export async function admitUpload({ request }: Exchange, { personId }: Actor): Promise<() => void> {
  const release = slots.take(personId);
  try {
    await takeTry({ limit, who: personId });
    await requireQuota(personId, Number(request.headers['content-length'] ?? 0));
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** Lets a person announce a file of this size that comes in parts. Refuses with 429 as `admitUpload` does. */
export async function admitBegun({ personId }: Actor, size: number): Promise<void> {
  await takeTry({ limit, who: personId });
  await requireQuota(personId, size);
}

/** Lets a person send a part: the whole was let in when it was announced. */
export async function admitPart(_exchange: Exchange, { personId }: Actor): Promise<() => void> {
  return slots.take(personId);
}

async function requireQuota(personId: string, announced: number): Promise<void> {
  const now = currentTime();
  const { count, bytes, endsAt } = await uploadsWaiting({ personId }, now);
  if (count < uploadQuota.files && bytes + announced <= uploadQuota.bytes) return;
  const retryAfter = Math.max(1, Math.ceil(((endsAt ?? now).getTime() - now.getTime()) / 1000));
  throw new DomainError('too-many', 'upload-quota', 'You have sent as many files as may wait within a day', {
    retryAfter,
    extra: { files: count, bytes, mostFiles: uploadQuota.files, mostBytes: uploadQuota.bytes },
  });
}

/** What has been sent or announced and waits, of one person or of all, and when the first of it ends. */
export async function uploadsWaiting(whose: { readonly personId?: string } = {}, now = currentTime()) {
  const match = { ...whose, endsAt: mongoose.trusted({ $gt: now }) };
  const summed = { _id: null, count: { $sum: 1 }, bytes: { $sum: '$size' }, endsAt: { $min: '$endsAt' } };
  const begun = { ...match, uploadId: null };
  const [sum] = await uploads.model.aggregate<{ count: number; bytes: number; endsAt: Date }>([
    { $match: match },
    { $unionWith: { coll: begunUploads.name, pipeline: [{ $match: begun }] } },
    { $group: summed },
  ]);
  return sum ?? { count: 0, bytes: 0, endsAt: undefined };
}
