import type { Rectangle } from '../../platform/page-view.ts';

/** What a document may hold that its signer does not see; the words are in `preflight-texts.ts`. */
export type PreflightCode =
  | 'script'
  | 'active-content'
  | 'hidden-layer'
  | 'changing-layer'
  | 'text-unseen'
  | 'text-off-page'
  | 'embedded-file'
  | 'fields-overlap'
  | 'annotation'
  | 'font-lies'
  | 'earlier-revisions';

/** One thing found, on a page (1 = first) where it has one, with the words or names that show what is meant. */
export interface PreflightFinding {
  readonly code: PreflightCode;
  readonly page?: number;
  readonly detail?: string;
  /** Where on the page, in its points, when it can be pointed at. */
  readonly rectangle?: Rectangle;
}
