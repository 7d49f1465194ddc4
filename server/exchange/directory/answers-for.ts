import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { speaksFor } from './speaks-for.ts';

/** Whether an agency hosted here is told what becomes of what another one here had sent: it is the same, or the one into which that was merged. */
export async function answersFor(agencyId: string, senderId: string, at: Date): Promise<boolean> {
  if (agencyId === senderId) return true;
  const [own, sender] = [await readOne(agencies, { _id: agencyId }), await readOne(agencies, { _id: senderId })];
  return own !== undefined && sender !== undefined && (await speaksFor(own.code, sender.code, at));
}
