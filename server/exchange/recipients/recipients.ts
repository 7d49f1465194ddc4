import { agencies } from '../../identity/store.ts';
import type { Actor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readAll } from '../../platform/database/store.ts';
import { fold } from '../../platform/text/fold.ts';
import { reachedByAxis } from '../axis/reached-by-axis.ts';
import { MOST_PART_BYTES } from '../axis/read-edxml.ts';
import { type DirectoryEntry, hostingOf } from '../directory/directory-entry.ts';
import { successorsOn } from '../directory/directory-lookups.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import { isReachedAfar } from './addressees.ts';
import type { RecipientView } from './contract.ts';
import { electronicAgencies } from './electronic-agencies.ts';

/**
 * Whom an agency can send to, by name: all that are hosted here but itself, those of the directory, and whom it reaches over the national
 * document axis alone. One that has been merged into another is found under that one's other names.
 */
export async function recipientViews(
  { agencyId: own }: Pick<Actor, 'agencyId'>,
  q: string,
  at: Date,
): Promise<RecipientView[]> {
  const [rows, entries, reached, { id: deployment }, onAxis] = await Promise.all([
    readAll(agencies, { active: true }),
    readAll(directoryEntries, { listed: true }),
    electronicAgencies(at),
    ownDeploymentInUse(),
    reachedByAxis(own),
  ]);
  const entryBy = new Map(entries.map((entry) => [entry.id, entry]));
  const namesOf = otherNames(entryBy, dayInVietnam(at));
  const isOnAxis = (entry: DirectoryEntry) => codesOf(entry).some((code) => onAxis.has(code));
  const here = rows.map(({ id, code, name }): RecipientView => {
    const entry = entryBy.get(code);
    const isAfar = entry !== undefined && hostingOf(entry, deployment) === 'elsewhere';
    return {
      ...{ agencyId: id, code, name, hosting: isAfar ? 'elsewhere' : 'here', otherNames: namesOf(code) },
      ...wayTo(isAfar ? isReachedAfar(entry, at) : reached.has(id), isAfar && isOnAxis(entry)),
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
        limits: entry.limits,
        ...wayTo(
          hostingOf(entry, deployment) === 'elsewhere' && isReachedAfar(entry, at),
          hostingOf(entry, deployment) !== 'here' && isOnAxis(entry),
        ),
      }),
    );
  const named = new Set([...codes, ...entries.flatMap(codesOf)]);
  const alone = [...onAxis.values()]
    .filter(({ id }) => !named.has(id))
    .map(
      ({ id: code, name }): RecipientView => ({
        ...{ agencyId: null, code, name, otherNames: [], hosting: 'none' },
        ...{ ...wayTo(false, true), limits: { mainFileBytes: MOST_PART_BYTES, attachmentBytes: MOST_PART_BYTES } },
      }),
    );
  const wanted = fold(q);
  return [...here.filter(({ agencyId }) => agencyId !== own), ...listed, ...alone]
    .filter(({ name, code }) => fold(name).includes(wanted) || fold(code).includes(wanted))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'vi'));
}

function codesOf({ id, aliases }: DirectoryEntry): string[] {
  return [id, ...aliases.map(({ code }) => code)];
}

/** The axis is told apart only where nothing else reaches an agency. */
function wayTo(isDirect: boolean, isOnAxis: boolean): Pick<RecipientView, 'electronic' | 'overAxis'> {
  return { electronic: isDirect || isOnAxis, overAxis: !isDirect && isOnAxis };
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
