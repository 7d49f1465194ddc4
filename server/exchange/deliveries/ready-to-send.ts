import { headToSend } from '../../audit/heads/sign-head.ts';
import { agencies } from '../../identity/store.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { agencySigner } from '../../signing/keys/agency-signer.ts';
import { beyondAxis } from '../axis/packets.ts';
import { misfitAfar, type TriedMessage } from '../carriage/misfit-afar.ts';
import { readMessage } from '../messages/message.ts';
import { type Addressee, addresseesOf } from '../recipients/addressees.ts';
import { answeredBy } from './answered-by.ts';
import { filesOf, messageFor } from './envelope-of.ts';

/** As many digits as a register of one year ever has; what is longer than the real number fits with it too. */
const LONGEST_NUMBER = 999_999;

/**
 * So many systems are asked at the same time what they take: the first always, more as long as somebody who waits for a number does not
 * notice. Of those not asked by then counts what they said last, and what the directory says of them.
 */
const ASKED_AT_ONCE = 25;
const WAITS_MS = 250;

/**
 * Whether a signed document can be sent to whoever gets it electronically: the system key can be used now, and each message would be
 * taken, also by what systems of other deployments say that they take, and with the files that the axis carries (`not-taken-there`). Asked
 * before a number is given. Those who get it on paper need neither.
 */
export async function readyToSend(document: OutgoingDocument): Promise<void> {
  const { agencyId } = document;
  const now = currentTime();
  const reached = (await addresseesOf(document.recipients, now, agencyId)).filter(({ electronic }) => electronic);
  const electronic = reached.filter((addressee) => addressee.agencyId !== agencyId);
  if (electronic.length === 0) return;
  if (electronic.some(({ axis }) => !axis?.alone)) await agencySigner(agencyId, 'system', now);
  const triedFor = await trialsFor(document, electronic, now);
  const waitsUntil = performance.now() + WAITS_MS;
  for (let first = 0; first < electronic.length; first += ASKED_AT_ONCE) {
    const mayAsk = performance.now() < waitsUntil;
    const some = electronic.slice(first, first + ASKED_AT_ONCE);
    const misfits = await Promise.all(some.map((to) => misfitOf(document, to, { tried: triedFor(to), mayAsk })));
    for (const [index, misfit] of misfits.entries()) if (misfit) throw notTaken(some[index]?.name ?? '', misfit);
  }
}

/**
 * The message to each of these as it would be. Those that answer nothing differ in nothing but whom they are for: the one with the longest name
 * stands for all of them.
 */
async function trialsFor(
  document: OutgoingDocument,
  electronic: readonly Addressee[],
  now: Date,
): Promise<(to: Addressee) => TriedMessage> {
  const { agencyId } = document;
  const sender = await readOne(agencies, { _id: agencyId });
  if (!sender) throw new Error(`Document ${document.id} has lost its agency`);
  const treeHead = await headToSend(agencyId);
  const numbering = { number: LONGEST_NUMBER, issuedOn: dayInVietnam(now) };
  const common = { numbering, sender, messageId: newId(), sentAt: now, treeHead };
  const answered = new Map<Addressee, Awaited<ReturnType<typeof answeredBy>>>();
  await Promise.all(electronic.map(async (to) => answered.set(to, await answeredBy(document, partyOf(to)))));
  const tried = (to: Addressee): TriedMessage => {
    const answers = answered.get(to) ?? [];
    const dispatch = { ...common, recipient: partyOf(to), paperFollows: to.paperCopies > 0 };
    const bytes = messageFor(document, { ...dispatch, answers });
    return { message: readMessage(bytes), size: bytes.length };
  };
  const isAnswered = (to: Addressee): boolean => answered.get(to)?.length !== 0;
  const lengthOf = (to: Addressee): number => Buffer.byteLength(JSON.stringify(partyOf(to)));
  const [longest] = electronic.filter((to) => !isAnswered(to)).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  const ofLongest = longest && tried(longest);
  return (to) => (ofLongest && !isAnswered(to) ? ofLongest : tried(to));
}

const partyOf = ({ code = '', name }: Addressee) => ({ code, name });

async function misfitOf(
  document: OutgoingDocument,
  { code = '', axis }: Addressee,
  { tried, mayAsk }: { readonly tried: TriedMessage; readonly mayAsk: boolean },
): Promise<DomainError | undefined> {
  return axis?.alone ? beyondAxis(filesOf(document)) : await misfitAfar(code, tried, { mayAsk });
}

function notTaken(recipient: string, misfit: DomainError): DomainError {
  const extra = { recipient, reason: misfit.code };
  return new DomainError('conflict', 'not-taken-there', `${recipient}: ${misfit.message}`, { cause: misfit, extra });
}
