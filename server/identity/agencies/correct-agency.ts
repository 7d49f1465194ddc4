import { correctedBetween } from '../../audit/corrected.ts';
import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { demandSeen, type Seen } from '../seen.ts';
import { agencies } from '../store.ts';
import type { Agency } from './agency.ts';
import { assertFreeInDirectory } from './assert-free-in-directory.ts';

type Called = Pick<Agency, 'oldCode' | 'name' | 'symbol' | 'parentName' | 'place'>;

/** How an agency is called from now on, and why. Its code stays: what was sent and signed names it. */
export interface AgencyCorrection extends Called, Seen {
  readonly agencyId: string;
  readonly reason: string;
}

/**
 * Sets right or renews how the actor's agency is called. What was issued, sent or registered keeps what was true then; another agency is
 * not found.
 */
export async function correctAgency(
  tx: Transaction,
  { agencyId, reason, version, ...given }: AgencyCorrection,
): Promise<Agency> {
  if (agencyId !== tx.actor.agencyId) throw notFound();
  const agency = await tx.load(agencies, agencyId);
  demandSeen(agency, { version });
  const changed = correctedBetween(saidOf(agency), saidOf(given));
  await assertFreeInDirectory(tx, { ...agency, ...given }, agencyId);
  record(tx, { type: 'agency-corrected', subjectAgencyId: agencyId, changed, reason });
  return tx.change(agencies, agency, given);
}

/** How it is called, as people read it in the log. */
function saidOf({ oldCode, name, symbol, parentName, place }: Called) {
  return { name, symbol, parentName: parentName ?? '', place, oldCode: oldCode ?? '' };
}
