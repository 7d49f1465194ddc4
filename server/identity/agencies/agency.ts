import type { Row } from '../../platform/database/store.ts';

/** An agency or organisation — *cơ quan, tổ chức* — that issues and receives documents under its own code. */
export interface Agency extends Row {
  /** *Mã định danh* by QĐ 20/2020. */
  readonly code: string;
  /** The 13-character code of QCVN 102:2016. */
  readonly oldCode: string | null;
  readonly name: string;
  /** Abbreviation in notations, *SNV* in 15/SNV-VP. */
  readonly symbol: string;
  /** The agency above it as printed on letterheads, *cơ quan chủ quản*. */
  readonly parentName: string | null;
  /** *Địa danh* of its documents. */
  readonly place: string;
  readonly active: boolean;
  /** The agency whose administrator added it, and sets it up until it has administrators of its own. */
  readonly addedBy?: string;
  /** SHA-256 of the red picture of the seal, PNG (NĐ 30/2020 Phụ lục I). */
  readonly sealImage?: string;
}

/** A unit of an agency — *đơn vị* — whose symbol stands in notations of what it drafts. */
export interface Unit extends Row {
  readonly agencyId: string;
  readonly name: string;
  readonly symbol: string;
}
