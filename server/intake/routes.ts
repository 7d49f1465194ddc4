import { routes } from '../platform/api/http.ts';
import { readUpload } from '../platform/uploads/uploads.ts';
import { intakeContract } from './contract.ts';
import { joinUploads } from './joining/join-uploads.ts';
import { likeDocuments } from './likeness/like-documents.ts';
import { readSentFile, scanOfUpload } from './read-upload.ts';
import { scanOfIncoming, searchableRendition } from './scans/searchable-rendition.ts';
import { readTrayItem } from './tray/queries.ts';

export const intakeRoutes = routes(intakeContract, {
  readFields: async ({ params }, actor) => await readSentFile(actor, await readUpload(actor, params.uploadId)),
  readFieldsInTray: async ({ params }, actor) => await readSentFile(actor, await readTrayItem(actor, params.itemId)),
  readScan: ({ params }, actor) => scanOfUpload(actor, params.uploadId),
  joinUploads: ({ body }, actor) => joinUploads(actor, body),
  readScanOfIncoming: ({ params }, actor) => scanOfIncoming(actor, params.documentId),
  searchableRendition: ({ params }, actor) => searchableRendition(actor, params.documentId),
  findLike: ({ params, query }, actor) => likeDocuments(actor, params.uploadId, query.subject),
});
