import { agencies } from '../../identity/store.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { addressedListed } from '../directory/listed-agencies.ts';
import { type Addressee, addresseesOf } from './addressees.ts';

/** Who gets what is sent to this code at a moment, by the name it has here or in the directory; refuses a code that nobody bears. */
export async function addresseeByCode(code: string, at: Date): Promise<Addressee> {
  const row = await readOne(agencies, { code, active: true });
  const name = row?.name ?? (await addressedListed([code], at)).get(code)?.meant.name;
  const asked = name === undefined ? [] : [{ agencyId: null, code, name, paperCopies: 0, paperReason: null }];
  const [addressee] = await addresseesOf(asked, at);
  if (addressee) return addressee;
  throw new DomainError('invalid', 'unknown-agency', `The directory has no agency ${code}`, {
    fields: [{ pointer: '/body/code', code: 'unknown-agency', detail: 'is not in the directory' }],
  });
}
