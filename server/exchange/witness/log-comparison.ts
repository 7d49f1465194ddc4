import type { Row } from '../../platform/database/store.ts';

/** When heads of a log of another deployment were last compared; its id is the log’s. A finding, no evidence. */
export interface LogComparison extends Row {
  /** The newest head that was found to agree, to which the next one is compared. */
  readonly heldId: string;
  readonly comparedAt: Date;
}
