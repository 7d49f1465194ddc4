import { type Certificate, tryReadCertificate } from '../crypto/certificates/certificate.ts';
import type { RevocationData } from '../crypto/certificates/revocation.ts';
import type { PdfFile } from '../pdf/reader/pdf-file.ts';
import { decodeStream } from '../pdf/reader/pdf-filters.ts';
import { isArray, isStream, tooComplex } from '../pdf/reader/pdf-objects.ts';

/** Of each list; a file that brings more is refused, never read in part. */
const mostItems = 2_000;

/** What the file itself brings along (`/DSS`): helpful for building paths and for revocation, never a reason to trust. */
export interface SecurityStore extends RevocationData {
  readonly certificates: readonly Certificate[];
}

/** Reads the document security store (ETSI EN 319 142-1 §5.4.2) of a revision. */
export function readSecurityStore(file: PdfFile, revision: number): SecurityStore {
  const view = file.view(revision);
  const store = view.dictionary(view.catalog, 'DSS');
  const items = (key: string): Buffer[] => {
    const list = view.get(store, key);
    const all = isArray(list) ? list : [];
    if (all.length > mostItems) throw tooComplex('The security store holds too much');
    return all.flatMap((item) => {
      const stream = view.resolve(item);
      if (!isStream(stream)) return [];
      try {
        return [decodeStream(stream, file.budget)];
      } catch (error) {
        file.broken(error);
        return [];
      }
    });
  };
  const certificates = items('Certs')
    .map(tryReadCertificate)
    .filter((certificate) => certificate !== undefined);
  return { certificates, crls: items('CRLs'), ocsps: items('OCSPs') };
}
