import { z } from 'zod';
import { agencyCode } from '../../server/identity/contract.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { line } from '../../server/platform/api/schemas.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { agencyCertificateView } from '../../server/signing/certificates/certificate-views.ts';
import { moment } from '../../server/signing/certificates/contract.ts';
import { revokeCertificate } from '../../server/signing/certificates/revoke-certificate.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { oneBySha256, sha256Beginning } from '../one-by-sha256.ts';
import { readOptions } from '../options.ts';

const schema = z.object({
  agency: agencyCode,
  certificate: sha256Beginning,
  purpose: z.enum(['seal', 'system']).exactOptional(),
  since: moment.nullable().default(null),
  reason: line(500),
});

/** Takes the certificate of an agency's seal or system key back, as its administrators can in the browser. */
export const command: Command = {
  usage:
    '--agency H99.08 --certificate SHA256 [--purpose seal|system] --reason "…" [--since 2026-11-21T08:00:00+07:00] [--json]',
  summary: 'Thu hồi chứng thư dấu hoặc khoá hệ thống của một cơ quan ("agency keys --list" cho biết SHA-256).',
  async run(args, context) {
    const { json, agency: code, certificate, purpose, since, reason } = readOptions(args, schema);
    const revoke = async () => {
      const agency = await agencyOfCode(code);
      const all = await readAll(agencyCertificates, { agencyId: agency.id, ...(purpose && { purpose }) });
      const { id: certificateId } = oneBySha256(all, certificate);
      return await inTransaction(systemActor(agency.id), (tx) =>
        revokeCertificate(tx, { certificateId, since, reason }),
      );
    };
    const row = await acting(context, revoke, { withDoubled: true });
    const view = agencyCertificateView(row, currentTime());
    context.print(json ? JSON.stringify(view) : `Đã thu hồi chứng thư: ${view.subject}`);
    return 0;
  },
};
