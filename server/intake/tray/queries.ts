import type { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import type { TrayItemView, trayContract } from './contract.ts';
import { trayItems } from './store.ts';
import { stillThere, type TrayItem } from './tray-item.ts';

/** More than anybody decides about before looking again. */
const mostShown = 200;
/** Whoever took a file a day ago and did not use it has no upload of it any more. */
const TAKEN_MS = 24 * 3600_000;

/** What waits in the tray of the actor’s agency, those first that came first. */
export async function trayOf(actor: Actor): Promise<z.input<typeof trayContract.listTray.response>> {
  const waiting = { agencyId: actor.agencyId, leftAt: null };
  const [items, total] = await Promise.all([
    readAll(trayItems, waiting, { sort: { cameAt: 1, _id: 1 }, limit: mostShown }),
    trayItems.model.countDocuments(waiting).exec(),
  ]);
  return { items: items.map((item) => trayItemViewOf(item, { actor, now: currentTime() })), total };
}

/** An item that waits in the tray of the actor’s agency; the common 404 for any other. */
export async function readTrayItem(actor: Actor, itemId: string): Promise<TrayItem> {
  return stillThere(await readOne(trayItems, { _id: itemId }), actor);
}

/** An item as the clerks of its agency are shown it. */
export function trayItemViewOf(
  item: TrayItem,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
): TrayItemView {
  const { id: itemId, name, mediaType, size, cameAt, by, trouble, takenBy } = item;
  const isTaken = takenBy && now.getTime() - takenBy.at.getTime() < TAKEN_MS;
  return {
    ...{ itemId, name, mediaType, size, cameAt: cameAt.toISOString(), by, trouble },
    takenBy: isTaken
      ? { name: takenBy.name, at: takenBy.at.toISOString(), isMe: takenBy.personId === actor.personId }
      : null,
  };
}
