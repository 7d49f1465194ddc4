import type { Actor } from '../../platform/actor.ts';
import type { Row } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';

/** A file in the tray of an agency (*khay tiếp nhận*): it waits there for as long as no clerk has decided what becomes of it. */
export interface TrayItem extends Row {
  readonly agencyId: string;
  readonly name: string;
  /** Empty where the bytes are not kept here: what could not be taken in, and what was erased. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly size: number;
  readonly cameAt: Date;
  /** Who sent it; null where it was laid into the watched folder. */
  readonly by: string | null;
  /** Why nothing can be made of it, as a problem is named. */
  readonly trouble: string | null;
  /** Who has it at hand to register it, since when. */
  readonly takenBy?: { readonly personId: string; readonly name: string; readonly at: Date } | undefined;
  /** When it left: a clerk put it away, or an act used its file. */
  readonly leftAt?: Date | undefined;
  readonly isUsed?: boolean;
}

/** What was put away is found again for a week, then forgotten; so is what was used. */
export const LEFT_KEPT_SECONDS = 7 * 24 * 3600;

/** The item, for whoever is of its agency; the common 404 for others and where there is none. */
export function ofAgency(item: TrayItem | undefined, { agencyId }: Pick<Actor, 'agencyId'>): TrayItem {
  if (item?.agencyId !== agencyId) throw notFound();
  return item;
}

/** The same of what has not left the tray. */
export function stillThere(item: TrayItem | undefined, actor: Pick<Actor, 'agencyId'>): TrayItem {
  const found = ofAgency(item, actor);
  if (found.leftAt) throw notFound();
  return found;
}
