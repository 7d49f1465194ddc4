import { readOne } from '../../../platform/database/store.ts';
import type { Link } from '../../messages/message.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { sentWith } from '../sealed-message.ts';

/** The delivery to the same recipient of what this one replaces; undefined for a document that replaces none there. */
export async function formerOf({ replaces }: Pick<Delivery, 'replaces'>): Promise<Delivery | undefined> {
  return replaces === undefined ? undefined : await readOne(deliveries, { _id: replaces });
}

/** The message by which this recipient was sent what the delivery replaces, as it was sent; undefined where no message brought it that. */
export async function replacedBy(delivery: Delivery): Promise<Omit<Link, 'type'> | undefined> {
  const former = await formerOf(delivery);
  if (former?.messageId === undefined) return undefined;
  const { messageId, sender, document } = await sentWith(former);
  return { sender: sender.code, messageId, documentId: document.documentId };
}

/** The id of what the delivery replaces, as this recipient was sent it by either way. */
export async function replacedId(delivery: Delivery): Promise<string | undefined> {
  const former = await formerOf(delivery);
  return former && (former.overAxis?.documentId ?? (await sentWith(former)).document.documentId);
}
