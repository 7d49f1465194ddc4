import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from './errors.ts';

const position = z.tuple([z.string().max(64), z.string().max(64), z.string().max(64)]);

/**
 * Where a list goes on: the sort value and id of its last row, tied to what the list is a list of (`scope`: agency, filter, …).
 * Opaque to clients; it grants nothing, since every page is filtered by rights again.
 */
export function cursorAfter(scope: unknown, sortValue: Date | string, id: string): string {
  const value = sortValue instanceof Date ? sortValue.toISOString() : sortValue;
  return Buffer.from(JSON.stringify([scopeHash(scope), value, id])).toString('base64url');
}

/** Reads a cursor of the same list; refuses any other with 400 `bad-cursor` (RELIABILITY row 24). */
export function readCursor(scope: unknown, cursor: string): { readonly sortValue: string; readonly id: string } {
  const read = position.safeParse(parse(cursor));
  if (!read.success || read.data[0] !== scopeHash(scope)) {
    throw new DomainError('malformed', 'bad-cursor', 'The cursor does not belong to this list');
  }
  const [, sortValue, id] = read.data;
  return { sortValue, id };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new DomainError('malformed', 'bad-cursor', 'The cursor cannot be read', { cause });
  }
}

function scopeHash(scope: unknown): string {
  return createHash('sha256').update(JSON.stringify(scope)).digest('base64url').slice(0, 16);
}
