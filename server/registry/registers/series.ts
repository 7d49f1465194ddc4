import { DomainError } from '../../platform/errors.ts';
import { documentType } from './document-type.ts';

export type RegisterKind = 'incoming' | 'outgoing';

/**
 * What a register of its own takes, as the head of the agency decides (NĐ 30/2020 Điều 15): some types; the công văn of a unit,
 * whose symbol they carry; all an advisory body issues under the agency’s seal – *hội đồng, ban, tổ tư vấn*, which must count for
 * itself –; or copies – *sao y, sao lục, trích sao* –, which share one sequence (Phụ lục I).
 */
export type Takes =
  | { readonly what: 'types'; readonly typeCodes: readonly string[] }
  | { readonly what: 'unit' | 'body'; readonly unitId: string }
  | { readonly what: 'copies' };

/** A line of the rule that is set when registers are opened: what goes into which series. */
export interface Division {
  readonly series: string;
  readonly takes: Takes;
}

/** What a number is asked for. */
export type ToNumber =
  | { readonly kind: 'incoming' }
  | { readonly kind: 'outgoing'; readonly what: 'copy' }
  | {
      readonly kind: 'outgoing';
      readonly what: 'document';
      readonly typeCode: string;
      readonly unitId: string | null;
      /** The advisory body in whose name it is issued. */
      readonly bodyId: string | null;
    };

/** The one series an agency has unless its head decides otherwise: whatever no other takes (NĐ 30/2020 Điều 15). */
export const GENERAL_SERIES = 'general';

/** The series that gives the number; an advisory body’s document goes into no other than its own. */
export function seriesFor(divisions: readonly Division[], item: ToNumber): string {
  const seriesOf = (which: (takes: Takes) => boolean) => divisions.find(({ takes }) => which(takes))?.series;
  if (item.kind === 'incoming') return GENERAL_SERIES;
  if (item.what === 'copy') return seriesOf(({ what }) => what === 'copies') ?? GENERAL_SERIES;
  const { typeCode, unitId, bodyId } = item;
  if (bodyId) {
    const own = seriesOf((takes) => takes.what === 'body' && takes.unitId === bodyId);
    if (own === undefined) {
      throw new DomainError('conflict', 'body-without-register', 'The advisory body has no register this year');
    }
    return own;
  }
  const ofUnit = carriesUnit(typeCode)
    ? seriesOf((takes) => takes.what === 'unit' && takes.unitId === unitId)
    : undefined;
  return ofUnit ?? seriesOf((takes) => takes.what === 'types' && takes.typeCodes.includes(typeCode)) ?? GENERAL_SERIES;
}

/** Whether two registers would claim the same document. */
export function overlap(one: Takes, other: Takes): boolean {
  if (one.what === 'types' && other.what === 'types') {
    return one.typeCodes.some((code) => other.typeCodes.includes(code));
  }
  if ('unitId' in one && 'unitId' in other) return one.unitId === other.unitId;
  return one.what === 'copies' && other.what === 'copies';
}

/**
 * Refuses a division that is none, claims what another register has, or parts types whose symbols look alike: number and symbol
 * together must be unique within the year (NĐ 30/2020 Điều 15), and công văn and thư công bear no abbreviation.
 */
export function checkDivision(kind: RegisterKind, takes: Takes, others: readonly Division[]): void {
  if (kind === 'incoming') {
    throw badDivision('incoming-is-one', 'Incoming documents share one sequence (NĐ 30/2020 Điều 22.2)');
  }
  if (takes.what === 'types') {
    const unknown = takes.typeCodes.find((code) => !documentType(code));
    if (unknown !== undefined) throw badDivision('unknown-type', `${unknown} is none of the 29 types`);
    const withUnit = takes.typeCodes.filter(carriesUnit);
    if (withUnit.length === 1) {
      throw badDivision('types-share-symbol', 'Công văn and thư công have the same symbol: they stay together');
    }
  }
  if (others.some((other) => overlap(other.takes, takes))) {
    throw new DomainError('conflict', 'series-taken', 'Another register of the year takes these documents');
  }
}

/** Types without an abbreviation carry the symbol of the unit instead. */
export function carriesUnit(typeCode: string): boolean {
  return documentType(typeCode)?.abbreviation === '';
}

function badDivision(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail, { fields: [{ pointer: '/body/takes', code, detail }] });
}
