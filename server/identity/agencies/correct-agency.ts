import { record } from '../../audit/record.ts';
import { notFound } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { changedFields, demandSeen, type Seen } from '../correction.ts';
import { agencies } from '../store.ts';
import type { Agency } from './agency.ts';
import { assertFreeInDirectory } from './assert-free-in-directory.ts';

/** How an agency is called from now on, and why. Its code stays: what was sent and signed names it. */
export interface AgencyCorrection extends Pick<Agency, 'oldCode' | 'name' | 'symbol' | 'parentName' | 'place'>, Seen {
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
  const { oldCode, name, symbol, parentName, place } = agency;
  const changed = changedFields({ oldCode, name, symbol, parentName, place }, given);
  await assertFreeInDirectory(tx, { ...agency, ...given }, agencyId);
  record(tx, { type: 'agency-corrected', subjectAgencyId: agencyId, changed, reason });
  return tx.change(agencies, agency, given);
}
