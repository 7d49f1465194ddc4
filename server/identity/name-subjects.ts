import mongoose from 'mongoose';
import { readAll } from '../platform/database/store.ts';
import { agencies, people, positions, units } from './store.ts';

type Event = Readonly<Record<string, unknown>>;

/**
 * Names what events of administration were about – whose account, which position, unit or agency –, as it is called today; `null` for what
 * is about none of them. Agencies are in everybody's directory; of people and units only the reader's agency learns the names.
 */
export async function nameSubjects(events: readonly Event[], agencyId: string): Promise<(string | null)[]> {
  const ids = (member: string) => [
    ...new Set(events.map((event) => event[member]).filter((id) => typeof id === 'string')),
  ];
  const among = (member: string) => ({ _id: mongoose.trusted({ $in: ids(member) }) });
  const [persons, held, places, bodies] = await Promise.all([
    readAll(people, { ...among('subjectPersonId'), agencyId }),
    readAll(positions, { ...among('subjectPositionId'), agencyId }),
    readAll(units, { ...among('unitId'), agencyId }),
    readAll(agencies, among('subjectAgencyId')),
  ]);
  const names = new Map([
    ...persons.map(({ id, fullName, username }) => [id, `${fullName} (${username})`] as const),
    ...held.map(({ id, title }) => [id, title] as const),
    ...places.map(({ id, name, symbol }) => [id, `${name} (${symbol})`] as const),
    ...bodies.map(({ id, name }) => [id, name] as const),
  ]);
  return events.map((event) => {
    const said = subjects.flatMap((member) => names.get(String(event[member])) ?? []);
    return said.length === 0 ? null : said.join(', ');
  });
}

/** The members that name a subject, in the order they are said. */
const subjects = ['subjectPersonId', 'subjectPositionId', 'unitId', 'subjectAgencyId'] as const;
