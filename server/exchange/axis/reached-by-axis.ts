import mongoose from 'mongoose';
import { agencies } from '../../identity/store.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { axisInUse } from './axis-in-use.ts';
import { type AxisAgency, axisAgencies } from './store.ts';

/** The agencies that the axis lists, by their codes there. */
export type OnAxis = ReadonlyMap<string, AxisAgency>;

/**
 * Whom an agency here can send to over the national document axis: all, or among these codes; nobody while it has no account there. Agencies of
 * this deployment are not among them, whatever they are called there: they are reached without it.
 */
export async function reachedByAxis(agencyId: string, codes?: readonly string[]): Promise<OnAxis> {
  const doors = axisInUse()?.doors;
  const own = doors && (await readOne(agencies, { _id: agencyId }));
  if (!own || !doors.has(own.code)) return new Map();
  const here = [...doors.values()].map(({ systemId }) => systemId);
  const filter: Filter<AxisAgency> = { _id: mongoose.trusted({ $nin: here, ...(codes && { $in: [...codes] }) }) };
  return new Map((await readAll(axisAgencies, filter)).map((one) => [one.id, one]));
}
