import { isDeepStrictEqual } from 'node:util';

/** The value at a dotted path of a row. */
export function valueAt(row: object, path: string): unknown {
  if (!path.includes('.')) return (row as Record<string, unknown>)[path];
  return path.split('.').reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], row);
}

/** Whether a row has these field values, as MongoDB would judge: an array has those of its items, a missing field is null. */
export function isMatch(row: object, where: Readonly<Record<string, unknown>>): boolean {
  for (const path in where) if (!isEqual(valueAt(row, path), where[path])) return false;
  return true;
}

function isEqual(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (wanted === null) return value === undefined;
  if (Array.isArray(value) && value.includes(wanted)) return true;
  return typeof wanted === 'object' && isDeepStrictEqual(value, wanted);
}
