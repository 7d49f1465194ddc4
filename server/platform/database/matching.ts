import { isDeepStrictEqual } from 'node:util';

/** Values that fields, or dotted paths, of a row must have. */
export type Equalities = Readonly<Record<string, unknown>>;

/** The value at a dotted path of a row; behind an array, those of all its items. */
export function valueAt(row: object, path: string): unknown {
  if (!path.includes('.')) return memberOf(row, path);
  return path.split('.').reduce<unknown>((held, name) => {
    return Array.isArray(held) ? held.flatMap((item) => memberOf(item, name)) : memberOf(held, name);
  }, row);
}

function memberOf(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
}

/** Whether a row has these field values, as MongoDB would judge: an array has those of its items, a missing field is null. */
export function isMatch(row: object, where: Equalities): boolean {
  for (const path in where) if (!isEqual(valueAt(row, path), where[path])) return false;
  return true;
}

function isEqual(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (Array.isArray(value) && (value.includes(wanted) || (wanted === null && value.includes(undefined)))) return true;
  if (wanted === null) return value === undefined;
  return typeof wanted === 'object' && isDeepStrictEqual(value, wanted);
}
