import type { Actor } from '../../../platform/actor.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readAll } from '../../../platform/database/store.ts';
import { readOutgoing } from '../../../registry/outgoing/queries.ts';
import { answeredOnAxis } from '../../axis/axis-in-use.ts';
import { saidNotToTake } from '../../carriage/is-said-to-take.ts';
import { holderOf } from '../../directory/holder-of.ts';
import { deliveries } from '../../store.ts';
import { type Delivery, isEnded, sentOverAxis } from '../delivery.ts';
import type { Otherwise, Saying } from './foreseen.ts';

interface ToldOtherwise {
  readonly deliveryId: string;
  readonly name: string;
  readonly why: Otherwise;
}

/**
 * The recipients of a document, which the actor may see, that a recall, a correction, a replacement or a request for it would not reach by itself, or that
 * would not confirm it, as far as is known before it is said: by what their systems stated last, and what the configuration declares of those on the axis.
 */
export async function toldOtherwise(actor: Actor, documentId: string, about: Saying): Promise<ToldOtherwise[]> {
  await readOutgoing(actor, documentId);
  const all = await readAll(deliveries, { agencyId: actor.agencyId, documentId }, { sort: { _id: 1 } });
  const having = all.filter((one) => hasIt(one) && !isEnded(one) && one.sentAnewAs === undefined);
  const codeOf = await holdersOf(having);
  const deaf = await deafTo(about, [...codeOf.values()]);
  return having.flatMap((delivery) => {
    const why = reasonOf(delivery, about, deaf.has(codeOf.get(delivery.id) ?? ''));
    return why ? { deliveryId: delivery.id, name: delivery.recipient.name, why } : [];
  });
}

/**
 * Those whose systems take nothing by which it is said: a request is a status like others, and who takes no replacements is sent the other document and
 * told that the former one was taken back.
 */
async function deafTo(about: Saying, codes: readonly string[]): Promise<ReadonlySet<string>> {
  if (about === 'ask-back') return await saidNotToTake(codes, 'receipt');
  const deaf = await saidNotToTake(codes, about);
  return about === 'replace' ? await saidNotToTake([...deaf], 'revoke') : deaf;
}

/** Whether its recipient has the document, or may; a unit of the agency sees for itself. */
function hasIt({ channel, messageId, overAxis }: Delivery): boolean {
  return channel === 'paper' || messageId !== undefined || overAxis !== undefined;
}

/** The codes of those who would be told straight, by delivery. */
async function holdersOf(all: readonly Delivery[]): Promise<ReadonlyMap<string, string>> {
  const straight = all.filter((one) => one.channel === 'electronic' && !sentOverAxis(one));
  const now = currentTime();
  const found = straight.map(async ({ id, recipient: { code = '', name } }) => {
    return [id, (await holderOf({ code, name }, now)).code] as const;
  });
  return new Map(await Promise.all(found));
}

function reasonOf(delivery: Delivery, about: Saying, isDeaf: boolean): Otherwise | undefined {
  if (delivery.channel === 'paper') return 'on-paper';
  const sent = sentOverAxis(delivery);
  if (sent) return answeredOnAxis(sent.to).includes(about) ? undefined : 'not-answered';
  return isDeaf ? 'not-taken' : undefined;
}
