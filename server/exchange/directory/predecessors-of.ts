import { agencies } from '../../identity/store.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { directoryEntries } from './store.ts';

/** An agency that was merged into another. */
export interface Predecessor {
  readonly code: string;
  /** Its row here; none where its records are not in this deployment. */
  readonly agencyId?: string;
}

/** Those that were merged into an agency by a moment, also one after the other. */
export async function predecessorsOf(code: string, at: Date): Promise<Predecessor[]> {
  const named = await readAll(directoryEntries, { 'successor.code': code, listed: true });
  const merged = named.filter(({ successor }) => successor && successor.from <= dayInVietnam(at));
  const each = merged.map(async ({ id }): Promise<Predecessor[]> => {
    const row = await readOne(agencies, { code: id });
    return [{ code: id, ...(row && { agencyId: row.id }) }, ...(await predecessorsOf(id, at))];
  });
  return (await Promise.all(each)).flat();
}
