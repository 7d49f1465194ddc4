import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds; the last file written, so a backup without one is none. */
export const manifestSchema = z.strictObject({
  /** The second form lists the files that rows name; the first, of earlier releases, those that lay in the storage. */
  format: z.enum(['vanban-backup/1', 'vanban-backup/2']),
  /** The moment it shows. */
  at: z.iso.datetime(),
  storageVersion: z.number().int(),
  encrypted: z.boolean(),
  collections: z.array(
    z.strictObject({
      name: z.string().regex(/^[\w-]{1,60}$/),
      rows: z.number().int(),
      bytes: z.number().int(),
      sha256,
    }),
  ),
  /** The stored files, one SHA-256 a line in `files.txt`; the bytes lie in `files/` beside all backups of the folder. */
  files: z.strictObject({ count: z.number().int(), bytes: z.number().int(), sha256 }),
  /** Files that rows name and of which there was no good copy, neither stored nor in an earlier backup. */
  lacking: z.array(z.strictObject({ sha256, named: z.array(z.string()) })).default([]),
});

export type Manifest = z.output<typeof manifestSchema>;
export type CollectionInBackup = Manifest['collections'][number];

/**
 * Collections that a backup leaves out: who is signed in, what is uploaded but not registered, and what ends by itself within minutes.
 * Files of uploads are not in it either: after a restore they are chosen again.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'sessions',
  'rateLimits',
  'wrongTries',
  'ledgerLease',
  'processes',
  'storedFileFindings',
  'fileRounds',
  'uploads',
  'begunUploads',
  'signatureSessions',
]);

/** Names inside one backup. */
export const manifestName = 'manifest.json';
export const filesName = 'files.txt';
export const collectionName = (name: string): string => `${name}.bson`;
/** Where the stored files lie, beside the backups that name them. */
export const filesFolder = 'files';
