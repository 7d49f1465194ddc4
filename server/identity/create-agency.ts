import { record } from '../audit/record.ts';
import { DomainError } from '../platform/errors.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { fold } from '../platform/text/fold.ts';
import type { Agency } from './agency.ts';
import { agencies } from './store.ts';

/** What a new agency is known by; codes are checked by the contract's schemas. */
export type NewAgency = Omit<Agency, 'id' | 'version' | 'active'>;

/** Adds an agency to the directory; each code belongs to one agency only, and under one parent each name, however its marks are written. */
export async function createAgency(tx: Transaction, fields: NewAgency): Promise<Agency> {
  if (await tx.find(agencies, { code: fields.code })) throw codeTaken(fields.code);
  if (fields.oldCode !== null && (await tx.find(agencies, { oldCode: fields.oldCode })))
    throw codeTaken(fields.oldCode);
  const folded = nameUnder(fields);
  const namesake = (await tx.list(agencies, { active: true })).find((other) => nameUnder(other) === folded);
  if (namesake) throw new DomainError('conflict', 'name-taken', `The directory has ${namesake.name} already`);
  const { code, oldCode, name, symbol, parentName, place } = fields;
  const agency = tx.insert(agencies, { code, oldCode, name, symbol, parentName, place, active: true });
  record(tx, { type: 'agency-created', subjectAgencyId: agency.id, code });
  return agency;
}

/** Communes of two districts may bear one name. */
function nameUnder({ name, parentName }: Pick<Agency, 'name' | 'parentName'>): string {
  return `${fold(name)}\n${fold(parentName ?? '')}`;
}

function codeTaken(code: string): DomainError {
  return new DomainError('conflict', 'code-taken', `Another agency has the code ${code}`);
}
