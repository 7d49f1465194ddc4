import { z } from 'zod';
import { identityContract, username } from '../../server/identity/contract.ts';
import { resetPassword } from '../../server/identity/people/change-account.ts';
import { hashPassword } from '../../server/identity/people/password.ts';
import { newStartPassword } from '../../server/identity/people/start-password.ts';
import { people } from '../../server/identity/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const options = z.object({ username, reason: identityContract.resetPassword.body.shape.reason });

/**
 * Gives a person a new start password, shown once, and ends their sessions: for an administrator whom no other one can help. A locked
 * account stays locked.
 */
export const command: Command = {
  usage: '--username lan.nt --reason "…" [--json]',
  summary: 'Cấp lại mật khẩu ban đầu cho một tài khoản, ví dụ của quản trị viên duy nhất; mật khẩu chỉ hiện một lần.',
  async run(args, context) {
    const { json, username, reason } = readOptions(args, options);
    const startPassword = newStartPassword();
    const passwordHash = await hashPassword(startPassword);
    const { id, disabled } = await acting(context, async () => {
      const person = await readOne(people, { username });
      if (!person) throw new DomainError('not-found', 'no-such-person', `Không có tài khoản nào tên ${username}`);
      const request = { personId: person.id, reason, passwordHash };
      return await inTransaction(systemActor(person.agencyId), (tx) => resetPassword(tx, request));
    });
    const locked = disabled ? ' Tài khoản vẫn đang bị khoá.' : '';
    const said = `Mật khẩu ban đầu mới của ${username}: ${startPassword}${locked}`;
    context.print(json ? JSON.stringify({ personId: id, username, startPassword, disabled }) : said);
    return 0;
  },
};
