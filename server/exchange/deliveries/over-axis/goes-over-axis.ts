import { agencies } from '../../../identity/store.ts';
import { currentTime } from '../../../platform/clock.ts';
import { readOne } from '../../../platform/database/store.ts';
import { axisInUse } from '../../axis/axis-in-use.ts';
import { AXIS } from '../../axis/axis-partner.ts';
import { type Addressee, addresseesOf } from '../addressees.ts';
import type { Delivery } from '../delivery.ts';

type Recipient = Pick<Delivery, 'agencyId' | 'recipient' | 'partner'>;

/**
 * Whether a delivery goes over the national document axis now: when that alone reaches its recipient, or did when it was
 * left to be sent.
 */
export async function goesOverAxis(delivery: Recipient): Promise<boolean> {
  const meant = delivery.partner === AXIS;
  if (!(await hasAccount(delivery.agencyId))) return meant;
  const addressee = await addresseeOf(delivery);
  return addressee?.axis?.alone ?? (meant && addressee?.electronic !== true);
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
  const own = await readOne(agencies, { _id: agencyId });
  return own !== undefined && doors.has(own.code);
}
