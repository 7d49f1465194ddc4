import { join } from 'node:path';
import { z } from 'zod';
import { setSealImage } from '../../server/identity/agencies/set-seal-image.ts';
import { agencyCode } from '../../server/identity/contract.ts';
import { agencies } from '../../server/identity/store.ts';
import { requirePng } from '../../server/pdf-signatures/pdf/png-image.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { LocalFileStore } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command, CommandContext } from '../../server/platform/start/command.ts';
import { agencyCertificateView, agencyCertificateViews } from '../../server/signing/certificates/certificate-views.ts';
import type { AgencyCertificateView } from '../../server/signing/certificates/contract.ts';
import { agencyKeysFolder } from '../../server/signing/keys/agency-keys.ts';
import { installAgencyKey } from '../../server/signing/keys/install-agency-key.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readOptions } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const schema = z.object({
  agency: agencyCode,
  purpose: z.enum(['seal', 'system']),
  p12: z.string().min(1),
  'pin-file': z.string().min(1),
  'seal-image': z.string().min(1).optional(),
});
const listing = z.object({ list: z.literal(true), agency: agencyCode.optional() });

/**
 * Puts the seal or the system key of an agency in place, beside those it has: past signatures stay valid, and the new one signs once an
 * administrator of the agency has confirmed it. With `--list` it shows the certificates of one agency, or of all.
 */
export const command: Command = {
  usage:
    '--agency H99.08 --purpose seal|system --p12 FILE --pin-file FILE [--seal-image FILE.png] [--json] | --list [--agency H99.08]',
  summary: 'Đặt khoá ký số cơ quan (seal) hoặc khoá hệ thống (system) của một cơ quan; liệt kê chứng thư (--list).',
  async run(args, context) {
    if (args.includes('--list')) return await list(args, context);
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
      const agency = await agencyOfCode(code);
      const key = { agency, purpose, pkcs12, pin };
      const certificate = await installAgencyKey(key, { folder, production });
      if (image) await keepSealImage(agency.id, image, storageFolder);
      return { agency, certificate };
    });
    const shown = agencyCertificateView(certificate, currentTime());
    const { sha256, subject, serial, state } = shown;
    const until = dayInVietnam(certificate.until);
    context.print(
      json
        ? JSON.stringify({ agencyId: agency.id, purpose, certificateSha256: sha256, subject, serial, until, state })
        : [
            `Đã đặt khoá ${purpose} của ${agency.name}.`,
            inWords(shown),
            ...(state === 'pending' ? [toConfirm] : []),
          ].join('\n'),
    );
    return 0;
  },
};

const toConfirm = 'Khoá chỉ ký khi quản trị viên của cơ quan đối chiếu và xác nhận ở trang Chứng thư.';

const states = {
  'in-force': 'đang dùng được',
  pending: 'chờ xác nhận',
  'not-yet': 'chưa có hiệu lực',
  ended: 'đã hết hạn',
  revoked: 'đã thu hồi',
} as const;

function inWords({ subject, serial, issuer, until, state, sha256 }: AgencyCertificateView): string {
  const day = dayInVietnam(new Date(until));
  return `  ${subject}\n  số ${serial}, do ${issuer} cấp, đến ${day}, ${states[state]}\n  SHA-256 ${sha256}`;
}

async function list(args: readonly string[], context: CommandContext): Promise<number> {
  const { json, agency: code } = readOptions(args, listing);
  const all = await acting(context, async () => {
    const found = await readAll(agencies, code === undefined ? {} : { code }, { sort: { code: 1 } });
    return await Promise.all(
      found.map(async (agency) => ({ agency, all: await agencyCertificateViews(agency.id, currentTime()) })),
    );
  });
  if (json) {
    const rows = all.flatMap(({ agency, all }) => all.map((one) => ({ agency: agency.code, ...one })));
    context.print(JSON.stringify(rows));
    return 0;
  }
  for (const { agency, all: certificates } of all) {
    context.print(`${agency.code} ${agency.name}${certificates.length === 0 ? ': chưa có khoá' : ''}`);
    for (const one of certificates) context.print(`${one.purpose}\n${inWords(one)}`);
  }
  return 0;
}

async function keepSealImage(agencyId: string, image: Uint8Array, storageFolder: string): Promise<void> {
  const store = await LocalFileStore.at(join(storageFolder, 'files'));
  const { sha256 } = await store.put(image);
  await inTransaction(systemActor(agencyId), (tx) => setSealImage(tx, sha256));
}
