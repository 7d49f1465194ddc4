import { isEnded } from '../../../server/exchange/deliveries/delivery.ts';
import { arrivalFaults, grouped, type Held, lookAtBoth, receiptFaults } from './compare.ts';
import type { Pair, Site } from './pair.ts';

/** Who lost nothing, and who went back to a backup. */
interface Sides {
  readonly keeper: Site;
  readonly restored: Site;
}

interface Compared {
  readonly faults: string[];
  readonly messages: number;
  /** How much of what waits for a person, by what it says. */
  readonly leftToPeople: ReadonlyMap<string, number>;
}

/** What both hold once one of them has gone back to a backup and was brought what it lost; one sentence for each thing that is otherwise than promised. */
export async function compareRestored(pair: Pair, { keeper, restored }: Sides): Promise<Compared> {
  const { held, faults } = await lookAtBoth(pair);
  const leftToPeople = new Map<string, number>();
  for (const site of [keeper, restored]) {
    for await (const { kind, reason } of pair.rows(site, 'jobs').find({ state: 'dead' })) {
      const what = `${site}, left to a person: ${kind}, ${reason}`;
      leftToPeople.set(what, (leftToPeople.get(what) ?? 0) + 1);
    }
  }
  const messages = held[keeper].taken.length + held[restored].taken.length;
  leftToPeople.set('sealed anew after the restore, and a second time at a recipient', sealedAnew(held[keeper]));
  return { faults: [...faults, ...restoredFaults(held[keeper], held[restored])], messages, leftToPeople };
}

/** What is wrong between a side that lost nothing and the one that went back to a backup. */
export function restoredFaults(keeper: Held, restored: Held): string[] {
  return [
    ...lostFaults(keeper, restored),
    ...arrivalFaults(keeper.deliveries, restored),
    ...doubledFaults(restored, keeper),
    ...receiptFaults(restored, keeper),
  ];
}

/** All documents and what follows them, and what was said of messages that the other side still knows, are there again, once. */
function lostFaults(keeper: Held, restored: Held): string[] {
  const taken = grouped(restored.taken, ({ envelopeSha256 }) => envelopeSha256);
  const known = new Set([...restored.deliveries, ...restored.followUps].map(({ messageId }) => messageId));
  const about = new Map([...keeper.arrivals, ...keeper.notices].map(({ id, messageId }) => [id, messageId]));
  const sent = [
    ...keeper.deliveries.map(({ id, envelopeSha256 }) => ({ what: `document ${id}`, sha256: envelopeSha256 })),
    ...keeper.followUps.map(({ id, kind, envelopeSha256 }) => ({ what: `${kind} ${id}`, sha256: envelopeSha256 })),
    ...keeper.given
      .filter(({ arrivalId, noticeId }) => known.has(about.get(arrivalId ?? noticeId ?? '')))
      .map(({ id, code, sha256 }) => ({ what: `receipt ${code} ${id}`, sha256 })),
  ];
  return sent.flatMap(({ what, sha256 }) => {
    const many = sha256 === undefined ? 1 : (taken.get(sha256)?.length ?? 0);
    return many === 1 ? [] : [`${what} was taken in ${many} times`];
  });
}

/** What the side sent that went back to a backup, before or after it, is one document at its recipient; and all that it has sent is there. */
function doubledFaults(restored: Held, keeper: Held): string[] {
  const faults = [...grouped(keeper.arrivals, byFile)].flatMap(([document, arrived]) =>
    arrived.length > 1 ? [`${document} has arrived ${arrived.length} times`] : [],
  );
  const arrivals = grouped(keeper.arrivals, ({ messageId }) => messageId);
  for (const { id, messageId, sentAt, ...delivery } of restored.deliveries) {
    if (sentAt && !isEnded(delivery) && !arrivals.has(messageId ?? '')) faults.push(`Delivery ${id} has not arrived`);
  }
  return faults;
}

/**
 * What was numbered before the backup and sealed after it is sealed once more, and comes once more: other bytes, which their recipient's clerk is told to be
 * possibly the same.
 */
function byFile({ agencyId, senderCode, envelope, files }: Held['arrivals'][number]): string {
  return [agencyId, senderCode, envelope.document.documentId, files.map(({ sha256 }) => sha256)].join();
}

function sealedAnew({ arrivals }: Held): number {
  const documents = grouped(arrivals, ({ agencyId, senderCode, envelope }) =>
    [agencyId, senderCode, envelope.document.documentId].join(),
  );
  return grouped(arrivals, byFile).size - documents.size;
}
