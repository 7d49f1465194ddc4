import { checkRecent } from '../../../server/audit/checks/check-log.ts';
import { logHeads } from '../../../server/audit/store.ts';
import type { Arrival, GivenReceipt } from '../../../server/exchange/arrivals/arrival.ts';
import type { Notice } from '../../../server/exchange/arrivals/notices/notice.ts';
import type { Delivery, KeptReceipt } from '../../../server/exchange/deliveries/delivery.ts';
import type { FollowUp } from '../../../server/exchange/deliveries/follow-ups/follow-up.ts';
import type { TakenMessage } from '../../../server/exchange/messages/taken-message.ts';
import type { KeptTransportReceipt } from '../../../server/exchange/messages/transport-receipt.ts';
import {
  arrivals,
  deliveries,
  followUps,
  givenReceipts,
  notices,
  takenMessages,
} from '../../../server/exchange/store.ts';
import { readAll } from '../../../server/platform/database/store.ts';
import type { IncomingDocument } from '../../../server/registry/incoming/incoming-document.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { storeFaults } from '../../check-store.ts';
import type { Pair, Site } from './pair.ts';

/** All that one side holds of what was exchanged. */
export interface Held {
  readonly deliveries: readonly Delivery[];
  readonly followUps: readonly FollowUp[];
  readonly given: readonly GivenReceipt[];
  readonly taken: readonly TakenMessage[];
  readonly arrivals: readonly Arrival[];
  readonly notices: readonly Notice[];
  readonly registered: readonly IncomingDocument[];
}

/** A message that one side made, however it is kept there. */
interface Sent {
  readonly what: string;
  readonly sha256: string;
  readonly transportReceipt: KeptTransportReceipt | undefined;
}

/** Everything that both sides must agree about, one sentence for each thing that is otherwise; and how many messages there were. */
export async function comparePair(pair: Pair): Promise<{ readonly faults: string[]; readonly messages: number }> {
  const { held, faults } = await lookAtBoth(pair);
  const [one, other] = [held['sao-mai'], held['binh-minh']];
  faults.push(...sideFaults(one, other), ...sideFaults(other, one));
  return { faults, messages: one.taken.length + other.taken.length };
}

/** What each side holds, and what is wrong with it by itself. */
export async function lookAtBoth(
  pair: Pair,
): Promise<{ readonly held: Record<Site, Held>; readonly faults: string[] }> {
  const look = async (site: Site) =>
    await pair.look(site, async () => ({ held: await heldHere(), faults: await ownFaults() }));
  const [saoMai, binhMinh] = [await look('sao-mai'), await look('binh-minh')];
  return {
    held: { 'sao-mai': saoMai.held, 'binh-minh': binhMinh.held },
    faults: [
      ...saoMai.faults.map((fault) => `sao-mai: ${fault}`),
      ...binhMinh.faults.map((fault) => `binh-minh: ${fault}`),
    ],
  };
}

async function heldHere(): Promise<Held> {
  return {
    deliveries: await readAll(deliveries, { channel: 'electronic' }),
    followUps: await readAll(followUps, {}),
    given: await readAll(givenReceipts, {}),
    taken: await readAll(takenMessages, {}),
    arrivals: await readAll(arrivals, {}),
    notices: await readAll(notices, {}),
    registered: await readAll(incomingDocuments, { source: 'exchange' }),
  };
}

/** Numbers, files and logs of one side by themselves. */
async function ownFaults(): Promise<string[]> {
  const faults = await storeFaults();
  for (const { id } of await readAll(logHeads, {})) {
    const fault = await checkRecent(id);
    if (fault) faults.push(`log ${id}: ${fault}`);
  }
  return faults;
}

/** What is wrong between a side that sent and the one that received. */
export function sideFaults(sender: Held, recipient: Held): string[] {
  return [
    ...messageFaults(sentBy(sender), recipient.taken),
    ...arrivalFaults(sender.deliveries, recipient),
    ...receiptFaults(sender, recipient),
  ];
}

function sentBy({ deliveries, followUps, given }: Held): Sent[] {
  // What was taken back before it had a message never left the house.
  const left = deliveries.filter(({ state, envelopeSha256 }) => state !== 'recalled' || envelopeSha256 !== undefined);
  return [
    ...left.map((one) => sentOf(`document ${one.id} (${one.state})`, one.envelopeSha256, one.transportReceipt)),
    ...followUps.map((one) => sentOf(`${one.kind} ${one.id}`, one.envelopeSha256, one.transportReceipt)),
    ...given.map((one) => sentOf(`receipt ${one.code} ${one.id}`, one.sha256, one.transportReceipt)),
  ];
}

function sentOf(what: string, sha256 = '', transportReceipt?: KeptTransportReceipt): Sent {
  return { what, sha256, transportReceipt };
}

/** Each message is taken in once, and both sides hold the same transport receipt, byte for byte. */
function messageFaults(sent: readonly Sent[], taken: readonly TakenMessage[]): string[] {
  const faults: string[] = [];
  const left = grouped(taken, ({ envelopeSha256 }) => envelopeSha256);
  for (const { what, sha256, transportReceipt } of sent) {
    const [theirs, ...more] = left.get(sha256) ?? [];
    left.delete(sha256);
    if (!theirs) faults.push(`${what} was never taken in`);
    else if (more.length > 0) faults.push(`${what} was taken in ${more.length + 1} times`);
    else if (!transportReceipt) faults.push(`${what} was taken in, and its sender does not know`);
    else if (!isSame(transportReceipt, theirs.transportReceipt)) faults.push(`${what} has two transport receipts`);
  }
  return [...faults, ...[...left.keys()].map((sha256) => `Message ${sha256} was taken in and never sent`)];
}

function isSame(one: KeptTransportReceipt, other: KeptTransportReceipt): boolean {
  return one.text === other.text && one.signature === other.signature;
}

/** Each document has arrived once, and what was registered of it is one document. */
export function arrivalFaults(sent: readonly Delivery[], { arrivals, registered }: Held): string[] {
  const faults: string[] = [];
  const arrived = grouped(arrivals, ({ messageId }) => messageId);
  for (const { id, messageId, sentAt } of sent) {
    const many = arrived.get(messageId ?? '')?.length ?? 0;
    if (sentAt && many !== 1) faults.push(`Delivery ${id} has arrived ${many} times`);
  }
  const documents = grouped(registered, ({ arrivalId }) => arrivalId ?? '');
  for (const { id, state } of arrivals) {
    const many = documents.get(id)?.length ?? 0;
    if (many !== (state === 'registered' ? 1 : 0)) faults.push(`Arrival ${id} is ${state} and has ${many} documents`);
  }
  return faults;
}

/** Both sides hold the same receipts of each document and of each notice: the same bytes under the same signatures. */
export function receiptFaults(sender: Held, recipient: Held): string[] {
  // What a replacement brought is an arrival and a notice of one message.
  const about = new Map([...recipient.arrivals, ...recipient.notices].map(({ id, messageId }) => [id, messageId]));
  const given = grouped(recipient.given, ({ arrivalId, noticeId }) => about.get(arrivalId ?? noticeId ?? '') ?? '');
  const faults: string[] = [];
  for (const { id, messageId, receipts } of [...sender.deliveries, ...sender.followUps]) {
    const here = receipts.map(nameOf).sort();
    const there = (given.get(messageId ?? '') ?? []).map(nameOf).sort();
    if (here.join() !== there.join())
      faults.push(`${id} has the receipts ${here.join()}, its recipient gave ${there.join()}`);
  }
  return faults;
}

function nameOf({ code, sha256, signatureSha256 }: KeptReceipt | GivenReceipt): string {
  return `${code} ${sha256} ${signatureSha256}`;
}

/** Items by a key. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
