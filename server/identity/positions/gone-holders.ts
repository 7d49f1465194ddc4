import mongoose from 'mongoose';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { together } from '../../platform/together.ts';
import { positionsById } from '../queries.ts';
import { people, positions } from '../store.ts';
import { isInForce, type Position } from './position.ts';

/** Matches positions nobody works in today: they ended, or the account was locked. */
export async function nobodyInForce(agencyId: string) {
  const working = (await heldToday(agencyId)).filter((position) => position.agencyId === agencyId);
  return mongoose.trusted({ $nin: working.map(({ id }) => id) });
}

/** Every kind of due work asks at the same moment. */
const heldToday = together(async (agencyIds: readonly string[]): Promise<readonly Position[]> => {
  const today = dayInVietnam(currentTime());
  const all = await readAll(positions, { agencyId: oneOf([...new Set(agencyIds)]), ended: false });
  const held = all.filter((position) => isInForce(position, today));
  const holders = oneOf(held.map(({ personId }) => personId));
  const locked = new Set((await readAll(people, { _id: holders, disabled: true })).map(({ id }) => id));
  return held.filter(({ personId }) => !locked.has(personId));
});

function oneOf(ids: readonly string[]) {
  return mongoose.trusted({ $in: [...ids] });
}

/** How those are called who held these positions: name and title, also of positions that ended. */
export async function holdersOf(positionIds: readonly string[]): Promise<(positionId: string | undefined) => string> {
  const known = await positionsById(positionIds);
  return (positionId) => {
    const position = known.get(positionId ?? '');
    return position ? `${position.fullName}, ${position.title}` : '';
  };
}
