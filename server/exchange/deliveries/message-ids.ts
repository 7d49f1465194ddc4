import { idFrom } from '../../platform/ids.ts';
import { keyOf } from './create-deliveries.ts';
import type { Delivery } from './delivery.ts';
import type { FollowUp } from './follow-ups/follow-up.ts';

/*
 * The id of a message follows from what was decided before it was made. Whoever went back to a backup makes it anew under the same id, and its recipient,
 * who may have had it, takes it for no other one (docs/exchange-protocol.md, section 6).
 */

/** The id of the message that brings a document to a recipient; once there is one, of the next, which takes its place. */
export function idOfDelivery({
  documentId,
  recipient,
  ordinal = 1,
  messageId: former,
}: Pick<Delivery, 'documentId' | 'recipient' | 'ordinal' | 'messageId'>): string {
  return former === undefined ? idFrom(documentId, `to/${keyOf(recipient)}/${ordinal}`) : idFrom(former, 'anew');
}

/** The id of the message that says something to a recipient about another message; once there is one, of the next. */
export function idOfFollowUp(
  { kind, sequence = 0, ordinal = 1, messageId: former }: Pick<FollowUp, 'kind' | 'sequence' | 'ordinal' | 'messageId'>,
  { about, to }: { readonly about: string; readonly to: string },
): string {
  return former === undefined
    ? idFrom(about, `${kind}/${sequence}/to/${to}/${ordinal}`)
    : idFrom(former, `anew/to/${to}`);
}
