import { z } from 'zod';
import { agencyCode, identityContract } from '../../server/identity/contract.ts';
import { createPerson } from '../../server/identity/people/create-person.ts';
import { hashPassword } from '../../server/identity/people/password.ts';
import { newStartPassword } from '../../server/identity/people/start-password.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { role } from '../../server/identity/views.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { agencyOfCode, unitOfSymbol } from '../agency-of-code.ts';
import { readOptions } from '../options.ts';

const person = identityContract.createPerson.body.shape;
const position = identityContract.createPosition.body.shape;
const options = z.object({
  agency: agencyCode,
  username: person.username,
  'full-name': person.fullName,
  phone: person.phone,
  email: person.email,
  title: position.title,
  roles: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(role).min(1)),
  unit: z.string().optional(),
  from: position.from.optional(),
  until: position.until,
});

/** Adds a person with a first position; the start password is shown once. */
export const command: Command = {
  usage:
    '--agency H99.08 --username lan.nt --full-name "Nguyễn Thị Lan" --title "Văn thư" --roles clerk,specialist [--unit VP] [--from 2026-01-01] [--until DAY] [--phone …] [--email …] [--json]',
  summary: 'Thêm người dùng với chức vụ đầu tiên; mật khẩu ban đầu chỉ hiện một lần.',
  async run(args, context) {
    const { json, ...given } = readOptions(args, options);
    const made = await acting(context, () => createUser(given));
    context.print(json ? JSON.stringify(made) : `Đã thêm ${given.username}. Mật khẩu ban đầu: ${made.startPassword}`);
    return 0;
  },
};

async function createUser(given: z.output<typeof options>) {
  const agency = await agencyOfCode(given.agency);
  const unit = await unitOfSymbol(agency, given.unit);
  const actor = systemActor(agency.id);
  const password = newStartPassword();
  const passwordHash = await hashPassword(password);
  const { username, 'full-name': fullName, phone, email, title, roles, until } = given;
  return await inTransaction(actor, async (tx) => {
    const account = { username, fullName, phone, email, passwordHash, mustChangePassword: true };
    const { id: personId } = await createPerson(tx, account);
    const from = given.from ?? dayInVietnam(tx.now);
    const place = { personId, unitId: unit?.id ?? null, title, capacity: [], roles, from, until };
    const { id: positionId } = await createPosition(tx, place);
    return { personId, positionId, username, startPassword: password };
  });
}
