import { DomainError } from '../../platform/errors.ts';
import { type CsvRow, parseCsv, plainCell } from '../../platform/text/csv.ts';
import { fold } from '../../platform/text/fold.ts';
import { keyOfRecipient, type Recipient } from '../../registry/outgoing/recipients/recipient.ts';
import type { RecipientView } from './contract.ts';
import { type TableRow, tableRecipient } from './groups/contract.ts';
import { type Column, columns, kindNamed } from './recipient-table.ts';

/** As many as a document has recipients. */
export const MOST_ROWS = 500;

/** Whom a row may name. */
export interface Known {
  readonly agencies: readonly Pick<RecipientView, 'agencyId' | 'code' | 'name' | 'otherNames'>[];
  readonly units: readonly { readonly id: string; readonly name: string; readonly symbol: string }[];
}

/**
 * Reads a table of recipients whose columns, in any order, bear the titles of `columns`; only the name or the code is needed. Says of each row whom it
 * names: somebody known, somebody outside the directory, nobody that is known, one of several, or the same as an earlier row. Refuses with
 * `table-unfit` what has other columns, no row, or a quote that never ends, and with `too-many-recipients` more than a document has recipients.
 */
export function readRecipientTable(text: string, known: Known): TableRow[] {
  const [header, ...lines] = parseCsv(text);
  const places = columnsOf(header);
  if (lines.length === 0) throw unfit('It has no row below its titles');
  if (lines.length > MOST_ROWS) {
    throw new DomainError('invalid', 'too-many-recipients', `A table has at most ${MOST_ROWS} recipients`);
  }
  const open = [header, ...lines].find((row) => row?.unclosed);
  if (open) throw unfit(`A quote opens in line ${open.line} and never ends`);
  const find = finder(known);
  const seen = new Set<string>();
  return lines.map((row) => {
    const said = saidIn(row, places);
    const found = find(said);
    const { recipient } = found;
    const key = recipient === null ? undefined : keyOfRecipient(recipient);
    const isDouble = key !== undefined && seen.has(key);
    if (key !== undefined) seen.add(key);
    return { line: row.line, written: said.name || said.code, ...found, ...(isDouble && { state: 'double' as const }) };
  });
}

type Said = Readonly<Record<Column, string>>;
type Found = Omit<TableRow, 'line' | 'written'>;

function columnsOf(header: CsvRow | undefined): ReadonlyMap<Column, number> {
  const names = Object.entries(columns) as [Column, string][];
  const places = new Map<Column, number>();
  for (const [place, cell] of (header?.cells ?? []).entries()) {
    const column = names.find(([name, title]) => plain(title) === plain(cell) || plain(name) === plain(cell))?.[0];
    if (!column) throw unfit(`“${cell.slice(0, 50)}” is no column of this table`);
    if (places.has(column)) throw unfit(`“${columns[column]}” stands above two columns`);
    places.set(column, place);
  }
  if (!places.has('name') && !places.has('code'))
    throw unfit(`A column “${columns.name}” or “${columns.code}” is needed`);
  return places;
}

const plain = (title: string): string => fold(title).replaceAll(/[^a-z0-9]+/g, '');

const unfit = (why: string): DomainError =>
  new DomainError('invalid', 'table-unfit', why, { extra: { columns: Object.values(columns).join(', ') } });

function saidIn({ cells }: CsvRow, places: ReadonlyMap<Column, number>): Said {
  const cellOf = (column: Column): string => plainCell(cells[places.get(column) ?? -1] ?? '').normalize('NFC');
  return Object.fromEntries(Object.keys(columns).map((column) => [column, cellOf(column as Column)])) as Said;
}

type Find = (said: Said) => Found;

/** Finds whom a row names, by what it says that it is: a unit of one's own, somebody outside the directory, or an agency of it. */
function finder(known: Known): Find {
  const unitNamed = unitFinder(known.units);
  const agencyNamed = agencyFinder(known.agencies);
  return (said) => {
    const kind = kindNamed(said.kind);
    if (said.kind !== '' && kind === undefined) return nobody('unfit');
    if (kind === 'unit') return unitNamed(said);
    if (kind === 'organisation' || kind === 'person') return outside(said, kind);
    const found = agencyNamed(said);
    return found.state === 'unknown' && kind === undefined ? outside(said, 'organisation') : found;
  };
}

function unitFinder(units: Known['units']): Find {
  const unitBy = grouped(units, ({ name, symbol }) => [fold(name), fold(symbol)]);
  return (said) => {
    const [unit] = unitBy.get(fold(said.name || said.code)) ?? [];
    return unit ? meant(said, 'known', { kind: 'unit', unitId: unit.id, name: unit.name }) : nobody('unknown');
  };
}

/** By code where there is one; else by the names of the directory before former ones, whatever the diacritics. */
function agencyFinder(agencies: Known['agencies']): Find {
  const byCode = grouped(agencies, ({ code, otherNames }) => [code, ...otherNames].map(fold));
  const byName = grouped(agencies, ({ name }) => [fold(name)]);
  const byFormer = grouped(agencies, ({ otherNames }) => otherNames.map(fold));
  const named = (name: string) => byName.get(name) ?? byFormer.get(name) ?? [];
  return (said) => {
    const found = said.code === '' ? named(fold(said.name)) : (byCode.get(fold(said.code)) ?? []);
    const [agency, ...others] = found;
    if (!agency) return nobody('unknown');
    if (others.length > 0)
      return { ...nobody('ambiguous'), candidates: found.map(({ code, name }) => ({ code, name })) };
    const { agencyId, code, name } = agency;
    return meant(said, 'known', { kind: 'agency', agencyId, code: agencyId === null ? code : null, name });
  };
}

/** An organisation or a person that no directory has; a code of an agency that nobody has is no organisation's. */
function outside(said: Said, kind: 'organisation' | 'person'): Found {
  const { name, address } = said;
  const code = kind === 'organisation' ? said.code : '';
  if (name === '' || !(code === '' || code.startsWith('Z'))) return nobody('unknown');
  return meant(said, 'outside', { kind, name, ...(code && { code }), ...(address && { address }) });
}

function nobody(state: Found['state']): Found {
  return { state, recipient: null, candidates: [] };
}

type Who = Pick<Recipient, 'name'> & Partial<Recipient>;

/** The recipient that a row means, with what it says of unit and paper; what no document may say of one is told. */
function meant(said: Said, state: 'known' | 'outside', who: Who): Found {
  const copies = said.paperCopies === '' ? (state === 'outside' ? 1 : 0) : Number(said.paperCopies);
  const read = tableRecipient.safeParse({
    ...{ ...who, unit: who.kind === 'agency' && said.unit !== '' ? said.unit : null },
    ...{ paperCopies: copies, paperReason: said.paperReason || null },
  });
  return read.success ? { state, recipient: read.data, candidates: [] } : nobody('unfit');
}

function grouped<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    for (const key of new Set(keysOf(one))) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
