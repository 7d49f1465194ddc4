import mongoose from 'mongoose';
import { canonicalJson } from '../../audit/tree/canonical-json.ts';
import { agencies } from '../../identity/store.ts';
import type { Partner } from '../../platform/actor.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { directoryEntries } from '../directory/store.ts';
import { refusal } from '../messages/message-refusal.ts';
import { arrivals, deliveries } from '../store.ts';
import { broughtProofs } from '../witness/store.ts';
import { isOfForm } from './verify/attempt.ts';
import { type ProvenLog, provenLog } from './verify/proven-log.ts';

/** A message by its sender's code and its id. */
interface OfMessage {
  readonly sender: string;
  readonly messageId: string;
}

/**
 * Keeps the proof that the log of an agency holds what happened with a message, as the deployment that hosts it brings it, which cannot be asked for it
 * when evidence is exported (docs/exchange-protocol.md, section 11). 404 for an agency that it does not host, and for a message that did not go between that
 * one and an agency here; refuses with `message-malformed` what proves nothing of it.
 */
export async function keepBroughtProof(
  { deploymentId }: Partner,
  code: string,
  { sender, messageId }: OfMessage,
  proof: unknown,
): Promise<void> {
  const entry = await readOne(directoryEntries, { _id: code, listed: true });
  const envelopeSha256 = await envelopeBetween(code, { sender, messageId });
  if (entry?.deployment !== deploymentId || envelopeSha256 === undefined) throw notFound();
  const proven = provenIn(proof);
  if (!proven || !isLogOf(entry, proven) || !proven.about.includes(envelopeSha256)) {
    throw refusal('message-malformed', 'It is no proof from the log of this agency about this message');
  }
  const kept = { $set: { text: canonicalJson(proof) }, $inc: { version: 1 } };
  await broughtProofs.model.updateOne({ _id: idOf(code, messageId) }, kept, { upsert: true });
}

/** What a proof proves; nothing where its leaves, or its head, are of another form. */
function provenIn(proof: unknown): ProvenLog | undefined {
  try {
    return provenLog(proof);
  } catch (error) {
    if (isOfForm(error)) return undefined;
    throw error;
  }
}

/** The proof that was brought from the log of an agency about a message; nothing where none was. */
export async function broughtProof(code: string, { messageId }: OfMessage): Promise<unknown> {
  const brought = await readOne(broughtProofs, { _id: idOf(code, messageId) });
  return brought && JSON.parse(brought.text);
}

/** Whether a proof is from the log that the directory gives an agency. */
export function isLogOf(
  { log }: { readonly log: { readonly id: string; readonly key: string } | null },
  proven: ProvenLog,
): boolean {
  return proven.log === log?.id && proven.head.publicKey === log.key;
}

const idOf = (code: string, messageId: string): string => `${code}/${messageId}`;

/** The hash of a message that an agency elsewhere has sent to one here, or got from one. */
async function envelopeBetween(code: string, { sender, messageId }: OfMessage): Promise<string | undefined> {
  if (sender === code) {
    const here = (await readAll(agencies, {})).map(({ id }) => id);
    const came = { agencyId: mongoose.trusted({ $in: here }), senderCode: sender, messageId };
    return (await readOne(arrivals, came))?.envelopeSha256;
  }
  const sent = await readOne(deliveries, { messageId });
  return sent?.recipient.code === code ? sent.envelopeSha256 : undefined;
}
