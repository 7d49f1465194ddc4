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
import { misfitAfar } from '../carriage/misfit-afar.ts';
import { addresseesOf } from '../recipients/addressees.ts';
import { answeredBy } from './answered-by.ts';
import { filesOf, messageFor } from './envelope-of.ts';

/** As many digits as a register of one year ever has; what is longer than the real number fits with it too. */
const LONGEST_NUMBER = 999_999;

/** So long somebody waits for other deployments to say what they take; of those not asked by then what they said last counts. */
const WAITS_MS = 5_000;

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
  const sender = await readOne(agencies, { _id: agencyId });
  if (!sender) throw new Error(`Document ${document.id} has lost its agency`);
  const treeHead = await headToSend(agencyId);
  const numbering = { number: LONGEST_NUMBER, issuedOn: dayInVietnam(now) };
  const waitsUntil = performance.now() + WAITS_MS;
  for (const { code = '', name, paperCopies, axis } of electronic) {
    const [recipient, paperFollows] = [{ code, name }, paperCopies > 0];
    const answers = await answeredBy(document, recipient);
    const dispatch = { numbering, sender, recipient, paperFollows, messageId: newId(), sentAt: now, treeHead };
    const bytes = messageFor(document, { ...dispatch, ...(answers && { answers }) });
    const misfit = axis?.alone
      ? beyondAxis(filesOf(document))
      : await misfitAfar(code, bytes, { mayAsk: performance.now() < waitsUntil });
    if (misfit) throw notTaken(name, misfit);
  }
}

function notTaken(recipient: string, misfit: DomainError): DomainError {
  const extra = { recipient, reason: misfit.code };
  return new DomainError('conflict', 'not-taken-there', `${recipient}: ${misfit.message}`, { cause: misfit, extra });
}
