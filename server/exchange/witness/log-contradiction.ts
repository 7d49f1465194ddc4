import type { Row } from '../../platform/database/store.ts';

/**
 * That the log of an agency of another deployment contradicts itself — *nhật ký mâu thuẫn*. Its id is that of the held head which cannot
 * stand beside an earlier one; both are kept there, as their signer signed them.
 */
export interface LogContradiction extends Row {
  readonly log: string;
  readonly code: string;
  readonly name: string;
  readonly deployment: string;
  readonly epoch: number;
  readonly size: number;
  readonly foundAt: Date;
  /** What an administrator found out about it; it stays evidence. */
  readonly noted?: { readonly by: string; readonly at: Date; readonly reason: string };
}
