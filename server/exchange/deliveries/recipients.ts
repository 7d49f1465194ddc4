import { agencies } from '../../identity/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import { fold } from '../../platform/text/fold.ts';
import type { RecipientView } from '../contract.ts';
import { type DirectoryEntry, hostingOf } from '../directory/directory-entry.ts';
import { successorsOn } from '../directory/directory-lookups.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import { isReachedAfar } from './addressees.ts';
import { electronicAgencies } from './electronic-agencies.ts';

/**
 * Whom an agency can send to, by name: all that are hosted here but itself, and those of the directory. One that has been merged into
 * another is found under that one's other names.
 */
export async function recipientViews(
  { agencyId: own }: Pick<Actor, 'agencyId'>,
  q: string,
  at: Date,
): Promise<RecipientView[]> {
  const [rows, entries, reached, { id: deployment }] = await Promise.all([
    readAll(agencies, { active: true }),
    readAll(directoryEntries, { listed: true }),
    electronicAgencies(at),
    ownDeploymentInUse(),
  ]);
  const entryBy = new Map(entries.map((entry) => [entry.id, entry]));
  const namesOf = otherNames(entryBy, dayInVietnam(at));
  const here = rows.map(({ id, code, name }): RecipientView => {
    const entry = entryBy.get(code);
    const isAfar = entry !== undefined && hostingOf(entry, deployment) === 'elsewhere';
    return {
      ...{ agencyId: id, code, name, hosting: isAfar ? 'elsewhere' : 'here', otherNames: namesOf(code) },
      electronic: isAfar ? isReachedAfar(entry, at) : reached.has(id),
      limits: isAfar ? entry.limits : null,
    };
  });
  const codes = new Set(rows.map(({ code }) => code));
  const listed = entries
    .filter(({ id, successor }) => !codes.has(id) && !(successor && successor.from <= dayInVietnam(at)))
    .map(
      (entry): RecipientView => ({
        ...{ agencyId: null, code: entry.id, name: entry.name, otherNames: namesOf(entry.id) },
        hosting: hostingOf(entry, deployment),
        electronic: hostingOf(entry, deployment) === 'elsewhere' && isReachedAfar(entry, at),
        limits: entry.limits,
      }),
    );
  const wanted = fold(q);
  return [...here.filter(({ agencyId }) => agencyId !== own), ...listed]
    .filter(({ name, code }) => fold(name).includes(wanted) || fold(code).includes(wanted))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'vi'));
}

/** Other codes and former names of an agency, and all names of those that have been merged into it by a day. */
function otherNames(entries: ReadonlyMap<string, DirectoryEntry>, day: string): (code: string) => string[] {
  const names = new Map<string, string[]>();
  for (const { id, name, aliases, formerNames } of entries.values()) {
    const standing = successorsOn(entries, id, day).at(-1);
    const others = [
      ...aliases.flatMap(({ code, until }) => (until === null || day <= until ? code : [])),
      ...formerNames.map((former) => former.name),
      ...(standing === undefined ? [] : [id, name]),
    ];
    names.set(standing ?? id, [...(names.get(standing ?? id) ?? []), ...others]);
  }
  return (code) => names.get(code) ?? [];
}
