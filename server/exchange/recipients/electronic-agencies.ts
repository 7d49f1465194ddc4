import mongoose from 'mongoose';
import { isInForce } from '../../identity/positions/position.ts';
import { agencies, people, positions } from '../../identity/store.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import { agencyCertificates } from '../../signing/certificates/store.ts';
import { type Lackable, lackable } from './contract.ts';

/**
 * The codes of the agencies – of all, or among these ids – that can be sent to electronically, by id: those of the directory with a system
 * key, so that their receipts can be believed, and with a clerk who can sign in and register what arrives. Everybody else gets paper.
 */
export async function electronicAgencies(now: Date, among?: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const reach = await reachOfAgencies(now, among);
  return new Map(reach.filter(({ lacks }) => lacks.length === 0).map(({ agencyId, code }) => [agencyId, code]));
}

interface Reach {
  readonly agencyId: string;
  readonly code: string;
  readonly lacks: Lackable[];
}

/** What each agency of the directory – or among these ids – still lacks to be sent to electronically; nothing where it can be. */
export async function reachOfAgencies(now: Date, among?: readonly string[]): Promise<Reach[]> {
  const ids = among && oneOf(among);
  const ofThese = ids ? { agencyId: ids } : {};
  const [directory, certificates, held] = await Promise.all([
    readAll(agencies, { active: true, ...(ids ? { _id: ids } : {}) }),
    readAll(agencyCertificates, { ...ofThese, purpose: 'system' }),
    readAll(positions, { ...ofThese, roles: 'clerk', ended: false }),
  ]);
  const clerks = held.filter((position) => isInForce(position, dayInVietnam(now)));
  const open = await readAll(people, { _id: oneOf(clerks.map(({ personId }) => personId)), disabled: false });
  const canSignIn = new Set(open.map(({ id }) => id));
  const withClerk = new Set(clerks.filter(({ personId }) => canSignIn.has(personId)).map(({ agencyId }) => agencyId));
  const withKey = new Set(certificates.map(({ agencyId }) => agencyId));
  const has = { 'system-key': withKey, clerk: withClerk };
  return directory.map(({ id, code }) => ({ agencyId: id, code, lacks: lackable.filter((one) => !has[one].has(id)) }));
}

/** Any of these values, in a filter. */
export function oneOf(values: readonly string[]) {
  return mongoose.trusted({ $in: [...new Set(values)] });
}
