import type { ListedAgency } from './versions/directory-list.ts';

type Codes = Pick<ListedAgency, 'code' | 'aliases'>;
type Succeeded = Pick<ListedAgency, 'successor'>;

/** Whether an agency is meant by this code on a day: its own for good, an alias until its last day. */
export function answersTo({ code: own, aliases }: Codes, code: string, day: string): boolean {
  return own === code || aliases.some((alias) => alias.code === code && (alias.until === null || day <= alias.until));
}

/**
 * The codes of those into whom an agency was merged by a day, one after the other: messages go to the last of them, and each of them may
 * take back what it had sent.
 */
export function successorsOn(agencies: ReadonlyMap<string, Succeeded>, code: string, day: string): string[] {
  const next = agencies.get(code)?.successor;
  return next && next.from <= day ? [next.code, ...successorsOn(agencies, next.code, day)] : [];
}
