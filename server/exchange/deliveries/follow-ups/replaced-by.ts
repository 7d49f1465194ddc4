import { readOne } from '../../../platform/database/store.ts';
import type { Link } from '../../messages/message.ts';
import { deliveries } from '../../store.ts';
import type { Delivery } from '../delivery.ts';
import { sentWith } from '../sealed-message.ts';

/** The message by which this recipient was sent what the delivery replaces, as it was sent; undefined for a document that replaces none there. */
export async function replacedBy({ replaces }: Delivery): Promise<Omit<Link, 'type'> | undefined> {
  const former = replaces === undefined ? undefined : await readOne(deliveries, { _id: replaces });
  if (!former) return undefined;
  const { messageId, sender, document } = await sentWith(former);
  return { sender: sender.code, messageId, documentId: document.documentId };
}
