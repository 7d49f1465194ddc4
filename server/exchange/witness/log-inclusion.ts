import mongoose from 'mongoose';
import { proveEntries } from '../../audit/checks/prove-entries.ts';
import type { AuditEvent } from '../../audit/event.ts';
import { signHead } from '../../audit/heads/sign-head.ts';
import type { AuditEntry } from '../../audit/store.ts';
import { agencies } from '../../identity/store.ts';
import type { Partner } from '../../platform/actor.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError, notFound } from '../../platform/errors.ts';
import { hostedHere } from '../directory/hosted-here.ts';
import { directoryEntries } from '../directory/store.ts';
import { arrivals, deliveries } from '../store.ts';

/** A message by its sender's code and its id. */
interface AskedFor {
  readonly sender: string;
  readonly messageId: string;
}

/** What the log of one side says of a message, and whose message it is on the other side. */
interface Told {
  readonly agencyId: string;
  readonly entries: Filter<AuditEntry>;
  readonly otherSide: string;
}

/** What tells that a message was sent and answered: hashes of what both sides have signed, and no words. */
const ofSender: readonly AuditEvent['type'][] = ['delivery-sent', 'receipt-recorded'];

/**
 * The proof for another deployment that the log of an agency here holds what happened with a message (docs/exchange-protocol.md, section 11): to whoever hosts
 * the other side of it. 404 for anybody else, for a message that this agency neither sent nor got, and where a restore has lost the entries.
 */
export async function logInclusion({ deploymentId }: Partner, code: string, asked: AskedFor) {
  const told = await toldHere(code, asked);
  const other = told && (await readOne(directoryEntries, { _id: told.otherSide, listed: true }));
  if (!told || other?.deployment !== deploymentId) throw notFound();
  return await proved(told);
}

/** The same for the other side in this house; nothing where its log says nothing of the message, or it is not hosted here. */
export async function ownLogInclusion(code: string, asked: AskedFor) {
  const told = await toldHere(code, asked);
  return told && (await proved(told).catch(unlessNotFound));
}

function unlessNotFound(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
}

async function toldHere(code: string, { sender, messageId }: AskedFor): Promise<Told | undefined> {
  const agency = await readOne(agencies, { code, active: true });
  if (!agency || !(await hostedHere(agency))) return undefined;
  const { id: agencyId } = agency;
  if (sender === code) {
    const sent = await readOne(deliveries, { agencyId, messageId });
    if (!sent) return undefined;
    const { id, documentId, recipient } = sent;
    const type = mongoose.trusted({ $in: [...ofSender] });
    const otherSide = recipient.code ?? '';
    return { agencyId, otherSide, entries: { documentId, type, 'event.deliveryId': id } };
  }
  const arrived = await readOne(arrivals, { agencyId, senderCode: sender, messageId });
  const entries = arrived && ({ arrivalId: arrived.id, type: 'document-arrived' } as const);
  return entries && { agencyId, otherSide: sender, entries };
}

/** Leaves alone: what people may read of an entry besides is for its agency. */
async function proved({ agencyId, entries: about }: Told) {
  await signHead(agencyId);
  const { kind, format, signedHead, entries } = await proveEntries(agencyId, about);
  if (!signedHead) throw notFound();
  return {
    ...{ kind, format, signedHead },
    entries: entries.map(({ entry: { leaf }, proof }) => ({ entry: { leaf }, proof: [...proof] })),
  };
}
