import type { Row } from '../../platform/database/store.ts';

/** That acts are gone which were done: the database was put back, or restored from a backup. One row, for the whole deployment. */
export interface LostPast extends Row {
  /** From when on the database is known to be behind; whatever was done before may be lost. */
  readonly since: Date;
  /** `put-back` was found and explained by nobody yet; `restored` was said by an operator. */
  readonly how: 'put-back' | 'restored';
  /** It was found while no act could be carried out, so that no log says it yet. */
  readonly unrecorded?: true | undefined;
}
