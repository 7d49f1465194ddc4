import { type Certificate, tryReadCertificate } from '../crypto/certificate.ts';
import type { RevocationData } from '../crypto/revocation.ts';
import type { PdfFile } from '../pdf/pdf-file.ts';
import { decodeStream } from '../pdf/pdf-filters.ts';
import { isArray, isStream } from '../pdf/pdf-objects.ts';

const mostItems = 500;

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
    return (isArray(list) ? list.slice(0, mostItems) : []).flatMap((item) => {
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
