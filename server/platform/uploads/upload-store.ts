import { defineStore, type Row } from '../database/store.ts';

/** A file somebody sent (*tệp tải lên*): it belongs to person and agency, and ends after 24 hours. */
export interface Upload extends Row {
  readonly personId: string;
  readonly agencyId: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly pages?: number;
  readonly endsAt: Date;
  /** What was said of its signatures, once somebody asked. */
  readonly verdict?: string;
  /** The agency as whose document it was looked at, when the directory knows it. */
  readonly verdictFrom?: string | undefined;
  /** Why it may not be here: file and name are erased, and whoever asks for it is told this. */
  readonly refused?: 'state-secret';
  /** What it was taken from to be used: it is done with once an act uses the file. */
  readonly takenFrom?: readonly string[];
}

/** The index of the person answers by itself how much somebody has waiting. */
export const uploads = defineStore<Upload>(
  'uploads',
  {
    personId: String,
    agencyId: String,
    sha256: String,
    name: String,
    mediaType: String,
    size: Number,
    pages: Number,
    endsAt: Date,
    verdict: String,
    verdictFrom: String,
    refused: String,
    takenFrom: { type: [String], default: undefined },
  },
  [{ keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } }, { keys: { personId: 1, endsAt: 1, size: 1 } }],
  { evidence: false },
);

/**
 * A file that comes in parts: it belongs to whoever began it, and ends after 24 hours. Its bytes lie among the partial files until they are all
 * there; then it says which upload they are.
 */
export interface BegunUpload extends Row {
  readonly personId: string;
  readonly agencyId: string;
  readonly name: string;
  readonly size: number;
  readonly endsAt: Date;
  readonly uploadId?: string;
}

export const begunUploads = defineStore<BegunUpload>(
  'begunUploads',
  { personId: String, agencyId: String, name: String, size: Number, endsAt: Date, uploadId: String },
  [
    { keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } },
    { keys: { personId: 1, uploadId: 1, endsAt: 1, size: 1 } },
  ],
  { evidence: false },
);
