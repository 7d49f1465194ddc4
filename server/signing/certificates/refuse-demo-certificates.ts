import { readAll } from '../../platform/database/store.ts';
import { StartUpFailure } from '../../platform/state/start-up-failure.ts';
import { isDemoCertificate } from './demo-mark.ts';
import { agencyCertificates, trustedCertificates } from './store.ts';

/** Refuses the start of a production deployment that trusts a demo authority, or whose agencies sign with demo certificates: anybody may have their keys. */
export async function refuseDemoCertificates(): Promise<void> {
  const all = [...(await readAll(trustedCertificates, {})), ...(await readAll(agencyCertificates, {}))];
  if (!all.some(({ certificate }) => isDemoCertificate(Buffer.from(certificate, 'base64')))) return;
  throw new StartUpFailure(
    'Danh sách tin cậy hoặc khoá của cơ quan có chứng thư minh hoạ, không dùng được với NODE_ENV=production: hãy chọn cơ sở dữ liệu trống rồi đặt khoá thật.',
    'The trust list or the keys of an agency hold demo certificates, which NODE_ENV=production refuses: choose an empty database and install real keys.',
  );
}
