import { DomainError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { fold } from '../../platform/text/fold.ts';
import { agencies } from '../store.ts';
import type { Agency } from './agency.ts';

type Known = Pick<Agency, 'code' | 'oldCode' | 'name' | 'parentName'>;

/**
 * Refuses codes and names that another agency of the directory has: each code belongs to one only, and under one parent each name, however
 * its marks are written.
 */
export async function assertFreeInDirectory(tx: Transaction, fields: Known, selfId?: string): Promise<void> {
  const { code, oldCode } = fields;
  const isAnother = (found: Agency | undefined) => found !== undefined && found.id !== selfId;
  if (isAnother(await tx.find(agencies, { code }))) throw codeTaken(code);
  if (oldCode !== null && isAnother(await tx.find(agencies, { oldCode }))) throw codeTaken(oldCode);
  const folded = nameUnder(fields);
  const all = await tx.list(agencies, { active: true });
  const namesake = all.find((other) => other.id !== selfId && nameUnder(other) === folded);
  if (namesake) throw new DomainError('conflict', 'name-taken', `The directory has ${namesake.name} already`);
}

/** Communes of two districts may bear one name. */
function nameUnder({ name, parentName }: Pick<Known, 'name' | 'parentName'>): string {
  return `${fold(name)}\n${fold(parentName ?? '')}`;
}

function codeTaken(code: string): DomainError {
  return new DomainError('conflict', 'code-taken', `Another agency has the code ${code}`);
}
