import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { reachedByAxis } from '../axis/reached-by-axis.ts';
import { addressedListed } from '../directory/listed-agencies.ts';
import { type Addressee, addresseesOf } from './addressees.ts';

/**
 * Who gets what an agency sends to this code at a moment, by the name it has here, in the directory or on the axis; refuses a code that nobody
 * bears.
 */
export async function addresseeByCode(code: string, at: Date, senderId: string): Promise<Addressee> {
  const row = await readOne(agencies, { code, active: true });
  const listed = row?.name ?? (await addressedListed([code], at)).get(code)?.meant.name;
  const name = listed ?? (await reachedByAxis(senderId, [code])).get(code)?.name;
  const asked = name === undefined ? [] : [{ agencyId: null, code, name, paperCopies: 0, paperReason: null }];
  const [addressee] = await addresseesOf(asked, at, senderId);
  if (addressee) return addressee;
  throw new DomainError('invalid', 'unknown-agency', `The directory has no agency ${code}`, {
    fields: [{ pointer: '/body/code', code: 'unknown-agency', detail: 'is not in the directory' }],
  });
}
