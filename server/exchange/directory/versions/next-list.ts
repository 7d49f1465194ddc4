import { z } from 'zod';
import { parseJson } from '../../../platform/api/json-body.ts';
import { directoryRefusal } from './directory-refusal.ts';

const listed = z.looseObject({
  deployments: z.array(z.looseObject({ id: z.string() })),
  agencies: z.array(
    z.looseObject({
      code: z.string(),
      deployment: z.string().nullable(),
      aliases: z.array(z.unknown()),
      formerNames: z.array(z.unknown()),
    }),
  ),
});
const list = listed.extend({ serial: z.number().int(), name: z.string() });

/** What a deployment tells the authority of itself and its agencies, as it is written: what nobody knows here stays in it. */
type ToldEntry = z.output<typeof listed>;
type FormerList = z.output<typeof list>;
type ToldAgency = ToldEntry['agencies'][number];

/** What stands above the agencies of a list. */
interface ListHead {
  readonly name: string;
  readonly issuedAt: Date;
  readonly validUntil: Date;
}

/** An entry as `vanban directory entry` prints it; refuses anything else with `directory-malformed`. */
export function toldEntryIn(bytes: Uint8Array): ToldEntry {
  return readIn(listed, bytes);
}

/** A list, to be followed by the next one; refuses anything else with `directory-malformed`. */
export function formerListIn(content: Uint8Array): FormerList {
  return readIn(list, content);
}

/**
 * The next list of an authority (exchange-protocol §4), not signed yet: in the place of what a deployment and its agencies were in the one
 * before stands what it tells now, all others stay. Other codes and former names that an entry does not tell stay as they were listed.
 * Whoever takes an agency over from another deployment stands twice until that one has told as well that it is gone there.
 */
export function nextList(former: FormerList | undefined, entries: readonly ToldEntry[], head: ListHead) {
  const told = entries.flatMap(({ agencies }) => agencies);
  const tellers = new Set(entries.flatMap(({ deployments }) => deployments.map(({ id }) => id)));
  const codes = new Set(told.map(({ code }) => code));
  const before = new Map((former?.agencies ?? []).map((agency) => [agency.code, agency]));
  const stays = ({ code, deployment }: ToldAgency) =>
    deployment === null ? !codes.has(code) : !tellers.has(deployment);
  return {
    ...{ format: 'vanban-directory/1', serial: (former?.serial ?? 0) + 1, ...head },
    deployments: [
      ...(former?.deployments ?? []).filter(({ id }) => !tellers.has(id)),
      ...entries.flatMap(({ deployments }) => deployments),
    ],
    agencies: [...before.values()].filter(stays).concat(told.map((agency) => withWhatWasListed(agency, before))),
  };
}

function withWhatWasListed(agency: ToldAgency, before: ReadonlyMap<string, ToldAgency>): ToldAgency {
  const { aliases = [], formerNames = [] } = before.get(agency.code) ?? {};
  return {
    ...agency,
    aliases: agency.aliases.length > 0 ? agency.aliases : aliases,
    formerNames: agency.formerNames.length > 0 ? agency.formerNames : formerNames,
  };
}

function readIn<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
  const read = schema.safeParse(parseJson(bytes));
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('/') ?? '';
  throw directoryRefusal('directory-malformed', `Something else stands at ${where}`, {
    cause: read.error,
    extra: { where },
  });
}
