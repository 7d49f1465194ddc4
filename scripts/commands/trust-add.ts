import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { certificatesFromPem } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { isDemoCertificate } from '../../server/signing/certificates/demo-mark.ts';
import { trustCertificate } from '../../server/signing/certificates/trust-certificate.ts';
import { trustedKind } from '../../server/signing/certificates/trusted-kind.ts';
import { acting } from '../acting.ts';
import { readOptionsAndFiles } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const schema = z.object({ kind: z.enum(['anchor', 'intermediate', 'timestamp-authority']).optional() });
type Kind = z.output<typeof schema>['kind'];

/** Puts certificates on the trust list: all of them, or none when one is refused. */
export const command: Command = {
  usage: 'FILE.pem… [--kind anchor|intermediate|timestamp-authority] [--json]',
  summary: 'Thêm chứng thư gốc, trung gian hoặc của máy chủ dấu thời gian vào danh sách tin cậy.',
  async run(args, context) {
    const { options, files } = readOptionsAndFiles(args, schema);
    if (files.length === 0) throw new DomainError('malformed', 'no-file', 'Cho biết ít nhất một tệp chứng thư');
    const { production } = await context.config();
    const read = await Promise.all(files.map((file) => certificatesOf(file, options.kind, production)));
    const trusted = await acting(context, () =>
      inTransaction(systemActor(DEPLOYMENT), async (tx) => {
        const rows = [];
        for (const one of read.flat()) rows.push(await trustCertificate(tx, one));
        return rows.map(({ kind, subject, sha256 }) => ({ kind, subject, sha256 }));
      }),
    );
    if (options.json) context.print(JSON.stringify(trusted));
    else for (const { kind, subject, sha256 } of trusted) context.print(`${kind} ${sha256}  ${oneLine(subject)}`);
    return 0;
  },
};

async function certificatesOf(file: string, kind: Kind, production: boolean) {
  const all = readCertificates(file, await readNamedFile(file));
  return all.map((certificate) => {
    if (production && isDemoCertificate(certificate)) {
      throw new DomainError(
        'invalid',
        'certificate-demo',
        `${file}: chứng thư minh hoạ không dùng được khi vận hành thật`,
      );
    }
    return { kind: trustedKind(certificate, kind), certificate };
  });
}

function readCertificates(file: string, bytes: Buffer): Uint8Array[] {
  try {
    const all = certificatesFromPem(bytes);
    if (all.length > 0) return all;
  } catch (cause) {
    throw notCertificates(file, cause);
  }
  throw notCertificates(file);
}

function notCertificates(file: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'not-a-certificate', `${file}: không có chứng thư nào đọc được`, { cause });
}

const oneLine = (subject: string): string => subject.split('\n').join(', ');
