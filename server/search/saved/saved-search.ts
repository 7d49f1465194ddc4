import type { Actor } from '../../platform/actor.ts';
import type { Row } from '../../platform/database/store.ts';
import { fold } from '../../platform/text/fold.ts';

/** What is searched, as the page of the search has it in its address. */
export interface SearchedFor {
  readonly q: string;
  readonly kind: string | null;
  /** First and last day. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A search with a name — *tìm kiếm đã lưu* –, of one position or of all of its agency. What it finds is asked anew each time, by the rights of who asks. */
export interface SavedSearch extends Row {
  readonly agencyId: string;
  /** Whose it is; null where everybody of the agency has it. */
  readonly positionId: string | null;
  readonly name: string;
  /** The name as it is compared, with whose it is; an ended search keeps none, so that another may bear its name. */
  readonly key?: string | undefined;
  readonly search: SearchedFor;
  readonly ended: boolean;
}

/** The name of a search as it is compared: case and diacritics tell no two apart. */
export function keyOfSearch(positionId: string | null, name: string): string {
  return `${positionId ?? ''} ${fold(name)}`;
}

/** Whether the actor has it among theirs. */
export function hasSearch(
  { agencyId, positionId }: Actor,
  saved: Pick<SavedSearch, 'agencyId' | 'positionId'>,
): boolean {
  return saved.agencyId === agencyId && (saved.positionId === null || saved.positionId === positionId);
}
