import { defineStore, type Row } from '../../platform/database/store.ts';

/** The print of a stored file that an agency has read: derived, and made anew from the file. */
export interface FilePrint extends Row {
  readonly agencyId: string;
  /** By its digest, in a form that keeps no file from being swept. */
  readonly file: string;
  readonly print: readonly number[];
  readonly keys: readonly string[];
}

export const filePrints = defineStore<FilePrint>(
  'filePrints',
  { agencyId: String, file: String, print: [Number], keys: [String] },
  [
    { keys: { agencyId: 1, file: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, keys: 1 } },
    { keys: { file: 1 } },
  ],
  { evidence: false },
);
