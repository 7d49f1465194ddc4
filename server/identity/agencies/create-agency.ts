import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { agencies } from '../store.ts';
import type { Agency } from './agency.ts';
import { assertFreeInDirectory } from './assert-free-in-directory.ts';

/** What a new agency is known by; codes are checked by the contract's schemas. */
export type NewAgency = Omit<Agency, 'id' | 'version' | 'active' | 'addedBy'>;

/**
 * Adds an agency to the directory, with a code and a name of its own there. An administrator who adds it sets it up for their agency
 * (`administeringFor`); what the operator adds is set up by the command line.
 */
export async function createAgency(tx: Transaction, fields: NewAgency): Promise<Agency> {
  await assertFreeInDirectory(tx, fields);
  const { code, oldCode, name, symbol, parentName, place } = fields;
  const { actor } = tx;
  const addedBy = actor.roles.includes('system') ? {} : { addedBy: actor.agencyId };
  const agency = tx.insert(agencies, { code, oldCode, name, symbol, parentName, place, active: true, ...addedBy });
  record(tx, { type: 'agency-created', subjectAgencyId: agency.id, code });
  return agency;
}
