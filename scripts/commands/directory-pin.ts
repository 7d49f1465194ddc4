import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { directoryKeyIn, pinDirectoryKey } from '../../server/exchange/directory/versions/pin-directory-key.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

/** Pins the key of the directory's authority: lists count by its signature alone from then on. */
export const command: Command = {
  usage: 'PUBLIC.pem [--json]',
  summary: 'Ghim khoá công khai của cơ quan lập danh bạ liên thông, sau khi đối chiếu SHA-256 qua đường khác.',
  async run(args, context) {
    const { options, file } = readOptionsAndFile(args, z.object({}));
    const key = directoryKeyIn((await readNamedFile(file)).toString('utf8'));
    const { sha256 } = await acting(context, () =>
      inTransaction(systemActor(DEPLOYMENT), (tx) => pinDirectoryKey(tx, key)),
    );
    context.print(options.json ? JSON.stringify({ sha256 }) : `Đã ghim khoá của danh bạ, SHA-256 ${sha256}`);
    return 0;
  },
};
