import { currentTime, isWithin } from '../../platform/clock.ts';
import { noteWritten, readKnown } from '../../platform/database/remembered.ts';
import { DomainError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import { correspondentBy, verifyCorrespondent } from '../directory/find-correspondent.ts';
import { type Capability, capabilityIn } from '../messages/capability-document.ts';
import { type SignedThing, signedThingOf } from '../messages/signed-thing.ts';
import type { PartnerDoor } from './partner-door.ts';
import { type HeldCapability, heldCapabilities } from './store.ts';

/** For so long the document that was asked for last is believed without asking again; what lies ahead was noted by a clock that was wrong. */
const FRESH_MS = 3600_000;

/** What an agency of another deployment said last of what its system can do; asked anew when that is an hour old, and there is a door to ask at. */
export async function capabilityOf(code: string, door: PartnerDoor | undefined): Promise<Capability | undefined> {
  const held = await readKnown(heldCapabilities, { _id: code });
  const isFresh = held && isWithin(FRESH_MS, held.askedAt);
  return isFresh || !door ? held && readIn(held) : await askAnew(door, code);
}

/** What the agency says now; where that cannot be had or believed, what it said last. */
async function askAnew(door: PartnerDoor, code: string): Promise<Capability | undefined> {
  try {
    return await learn(door, code);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    log.warn({ err: error, code }, 'what a partner can do was not learned');
    const held = await readKnown(heldCapabilities, { _id: code });
    return held && readIn(held);
  }
}

/** What the agency says now; fails where that cannot be had, or is not to be believed. */
export async function learn(door: PartnerDoor, code: string): Promise<Capability | undefined> {
  const held = await readKnown(heldCapabilities, { _id: code });
  const asked = { $set: { askedAt: currentTime() }, $inc: { version: 1 } };
  await heldCapabilities.model.updateOne({ _id: code }, asked, { upsert: true });
  noteWritten(heldCapabilities.name);
  const thing = signedThingOf(await door.ask({ method: 'GET', path: `/capability/${encodeURIComponent(code)}` }));
  if (!thing) throw unbelievable('It is no signed thing');
  const said = await believed(code, thing, held && readIn(held));
  const text = Buffer.from(thing.content).toString();
  await heldCapabilities.model.updateOne({ _id: code }, { $set: { text } });
  noteWritten(heldCapabilities.name);
  return said;
}

/** The document, once its signature is the agency's, it speaks of that agency, and none with a higher serial was seen. */
async function believed(code: string, { content, signature }: SignedThing, held: Capability | undefined) {
  const now = currentTime();
  const agency = await correspondentBy(code, now);
  if (!agency) throw unbelievable('The agency has left the directory');
  await verifyCorrespondent(agency, content, signature, now).catch((error: unknown) => {
    throw error instanceof DomainError ? unbelievable('The agency did not sign it', error) : error;
  });
  const said = capabilityIn(content);
  if (said?.code !== code) throw unbelievable('It is no capability document of this agency');
  if (held && said.serial < held.serial) throw unbelievable(`It is older than ${held.serial}, which was seen`);
  return said;
}

/** What was read of documents, as long as they are remembered. */
const known = new WeakMap<HeldCapability, Capability | undefined>();

function readIn(held: HeldCapability): Capability | undefined {
  if (!known.has(held)) known.set(held, held.text === undefined ? undefined : capabilityIn(Buffer.from(held.text)));
  return known.get(held);
}

function unbelievable(message: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'partner-unanswered', message, { cause });
}
