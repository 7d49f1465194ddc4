import { agencies } from '../../../identity/store.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readKnown } from '../../../platform/database/remembered.ts';
import { readOne } from '../../../platform/database/store.ts';
import { outgoingDocuments } from '../../../registry/outgoing/store.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { AXIS } from '../../axis/axis-partner.ts';
import { beyondAxis } from '../../axis/packets.ts';
import type { PartnerLine } from '../../carriage/partner-line.ts';
import { partnerLines } from '../../carriage/store.ts';
import { directoryEntries } from '../../directory/store.ts';
import { type Addressee, addresseesOf } from '../../recipients/addressees.ts';
import { type Delivery, sentOverAxis } from '../delivery.ts';
import { filesOf } from '../envelope-of.ts';
import { formerOf } from '../follow-ups/replaced-by.ts';

type Recipient = Pick<Delivery, 'agencyId' | 'documentId' | 'recipient' | 'partner' | 'replaces'>;

/** So long the system of a recipient is silent before what the axis can carry goes over it. */
const SILENT_MS = 10 * 60_000;

/**
 * Whether a delivery goes over the national document axis now: when that alone reaches its recipient, or did when it was left to be sent; where
 * both ways do, when the straight one is silent, or as what it replaces went: who has that is told by the way that had brought it.
 */
export async function goesOverAxis(delivery: Recipient): Promise<boolean> {
  const meant = delivery.partner === AXIS;
  if (!(await hasAccount(delivery.agencyId))) return meant;
  const addressee = await addresseeOf(delivery);
  if (!addressee?.axis) return meant && addressee?.electronic !== true;
  if (addressee.axis.alone) return true;
  const former = await formerOf(delivery);
  const isBetter = former ? sentOverAxis(former) !== undefined : await isSilent(addressee);
  return isBetter && (await isCarried(delivery));
}

type Line = Pick<PartnerLine, 'failingSince'> | undefined;

/** Whether the axis answers, and the straight way to a recipient has not for ten minutes. */
export function isBetterOverAxis({ direct, axis }: { direct: Line; axis: Line }, now: Date): boolean {
  const silentMs = direct?.failingSince ? now.getTime() - direct.failingSince.getTime() : 0;
  return silentMs >= SILENT_MS && axis?.failingSince === undefined;
}

async function isSilent({ code }: Addressee): Promise<boolean> {
  const entry = await readKnown(directoryEntries, { _id: code ?? '', listed: true });
  const direct = await readOne(partnerLines, { _id: entry?.deployment ?? '' });
  return isBetterOverAxis({ direct, axis: await readOne(partnerLines, { _id: AXIS }) }, currentTime());
}

/** Whether the axis carries the files of the document. */
async function isCarried({ agencyId, documentId }: Recipient): Promise<boolean> {
  const document = await readOne(outgoingDocuments, { _id: documentId, agencyId });
  return document !== undefined && beyondAxis(filesOf(document)) === undefined;
}

/** The code by which the axis knows the recipient of a delivery, while it lists it. */
export async function axisCodeOf(delivery: Recipient): Promise<string | undefined> {
  return (await addresseeOf(delivery))?.axis?.code;
}

async function addresseeOf({ agencyId, recipient }: Recipient): Promise<Addressee | undefined> {
  const { agencyId: rowId = null, code = null, name } = recipient;
  const meant = { agencyId: rowId, code, name, paperCopies: 0, paperReason: null };
  const [addressee] = await addresseesOf([meant], currentTime(), agencyId);
  return addressee;
}

async function hasAccount(agencyId: string): Promise<boolean> {
  const doors = axisInUse()?.doors;
  if (!doors) return false;
  const own = await readKnown(agencies, { _id: agencyId });
  return own !== undefined && doors.has(own.code);
}
