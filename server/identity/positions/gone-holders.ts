import mongoose from 'mongoose';
import { listPositions, positionsById } from '../queries.ts';

/** Matches positions nobody works in today: they ended, or the account was locked. */
export async function nobodyInForce(agencyId: string) {
  return mongoose.trusted({ $nin: (await listPositions(agencyId)).map(({ id }) => id) });
}

/** How those are called who held these positions: name and title, also of positions that ended. */
export async function holdersOf(positionIds: readonly string[]): Promise<(positionId: string | undefined) => string> {
  const known = await positionsById(positionIds);
  return (positionId) => {
    const position = known.get(positionId ?? '');
    return position ? `${position.fullName}, ${position.title}` : '';
  };
}
