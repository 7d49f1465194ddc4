import { record } from '../../audit/record.ts';
import type { Transaction } from '../../platform/ledger/transaction.ts';
import { agencies } from '../store.ts';

/** Sets the picture of the agency's seal — *hình ảnh dấu*: red, PNG, transparent, in its real size (NĐ 30/2020 Phụ lục I.II.8). */
export async function setSealImage(tx: Transaction, sha256: string): Promise<void> {
  const agency = await tx.load(agencies, tx.actor.agencyId);
  tx.change(agencies, agency, { sealImage: sha256 });
  record(tx, { type: 'seal-image-set', imageSha256: sha256 });
}
