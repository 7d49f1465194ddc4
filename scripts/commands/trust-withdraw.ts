import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { line } from '../../server/platform/api/schemas.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { trustedView } from '../../server/signing/certificates/certificate-views.ts';
import { moment } from '../../server/signing/certificates/contract.ts';
import { trustedCertificates } from '../../server/signing/certificates/store.ts';
import { withdrawTrust } from '../../server/signing/certificates/withdraw-trust.ts';
import { acting } from '../acting.ts';
import { oneBySha256, sha256Beginning } from '../one-by-sha256.ts';
import { readOptions } from '../options.ts';

const schema = z.object({ certificate: sha256Beginning, since: moment.nullable().default(null), reason: line(500) });

/** Takes a certificate off the trust list; `trust add` puts it on again. */
export const command: Command = {
  usage: '--certificate SHA256 --reason "…" [--since 2026-11-21T08:00:00+07:00] [--json]',
  summary: 'Rút một chứng thư khỏi danh sách tin cậy; chữ ký có trước thời điểm đó, có dấu thời gian, vẫn giữ.',
  async run(args, context) {
    const { json, certificate, since, reason } = readOptions(args, schema);
    const row = await acting(context, async () => {
      const { id: trustedId } = oneBySha256(await readAll(trustedCertificates, {}), certificate);
      return await inTransaction(systemActor(DEPLOYMENT), (tx) => withdrawTrust(tx, { trustedId, since, reason }));
    });
    const view = trustedView(row);
    context.print(json ? JSON.stringify(view) : `Đã rút khỏi danh sách tin cậy: ${view.subject}`);
    return 0;
  },
};
