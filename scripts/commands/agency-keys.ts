import { join } from 'node:path';
import { z } from 'zod';
import { agencyCode } from '../../server/identity/contract.ts';
import { agencyByCode } from '../../server/identity/queries.ts';
import { setSealImage } from '../../server/identity/set-seal-image.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { LocalFileStore } from '../../server/platform/files.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { agencyKeysFolder } from '../../server/signing/agency-keys.ts';
import { installAgencyKey } from '../../server/signing/install-agency-key.ts';
import { requirePng } from '../../server/signing/pdf/png-image.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const schema = z.object({
  agency: agencyCode,
  purpose: z.enum(['seal', 'system']),
  p12: z.string().min(1),
  'pin-file': z.string().min(1),
  'seal-image': z.string().min(1).optional(),
});

/** Puts the seal or the system key of an agency in place; a key of the same purpose is replaced, its past signatures stay valid. */
export const command: Command = {
  usage: '--agency H99.08 --purpose seal|system --p12 FILE --pin-file FILE [--seal-image FILE.png] [--json]',
  summary: 'Đặt khoá ký số cơ quan (seal) hoặc khoá hệ thống (system) của một cơ quan.',
  async run(args, context) {
    const {
      json,
      agency: code,
      purpose,
      p12,
      'pin-file': pinFile,
      'seal-image': imageFile,
    } = readOptions(args, schema);
    const pkcs12 = await readNamedFile(p12);
    const pin = (await readNamedFile(pinFile)).toString('utf8').replace(/\r?\n$/, '');
    const image = imageFile === undefined ? undefined : await readNamedFile(imageFile);
    if (image) await requirePng(image);
    const { storageFolder, keysFolder, production } = await context.config();
    const folder = agencyKeysFolder(keysFolder);
    const { agency, certificate } = await acting(context, async () => {
      const agency = await agencyByCode(code);
      if (!agency) throw new DomainError('not-found', 'no-such-agency', `Không có cơ quan nào mang mã ${code}`);
      const key = { agencyId: agency.id, purpose, pkcs12, pin };
      const certificate = await installAgencyKey(key, { folder, production });
      if (image) await keepSealImage(agency.id, image, storageFolder);
      return { agency, certificate };
    });
    const until = dayInVietnam(certificate.until);
    context.print(
      json
        ? JSON.stringify({ agencyId: agency.id, purpose, certificateSha256: certificate.sha256, until })
        : `Đã đặt khoá ${purpose} của ${agency.name}; chứng thư có hiệu lực đến ${until}.`,
    );
    return 0;
  },
};

async function keepSealImage(agencyId: string, image: Uint8Array, storageFolder: string): Promise<void> {
  const store = await LocalFileStore.at(join(storageFolder, 'files'));
  const { sha256 } = await store.put(image);
  await inTransaction(systemActor(agencyId), (tx) => setSealImage(tx, sha256));
}
