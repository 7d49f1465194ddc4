import mongoose from 'mongoose';
import { readAll } from '../../platform/database/store.ts';
import { holderOf } from './holder-of.ts';
import { directoryEntries } from './store.ts';

/**
 * The codes of those that were merged by a moment, also one after the other, into agencies with these codes, and that no deployment answers for any
 * more: what concerns a message that they had is said to these (docs/exchange-protocol.md, section 8).
 */
export async function mergedInto(codes: readonly string[], at: Date): Promise<string[]> {
  const merged = { deployment: null, listed: true, 'successor.code': mongoose.trusted({ $exists: true }) };
  const found = await readAll(directoryEntries, merged);
  const held = found.map(async ({ id, name }) => {
    const holder = await holderOf({ code: id, name }, at);
    return holder.code !== id && codes.includes(holder.code) ? [id] : [];
  });
  return (await Promise.all(held)).flat();
}
