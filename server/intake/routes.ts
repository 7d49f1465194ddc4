import { routes } from '../platform/api/http.ts';
import { intakeContract } from './contract.ts';
import { joinUploads } from './joining/join-uploads.ts';
import { likeDocuments } from './likeness/like-documents.ts';
import { readUpload, scanOfUpload } from './read-upload.ts';
import { scanOfIncoming, searchableRendition } from './scans/searchable-rendition.ts';

export const intakeRoutes = routes(intakeContract, {
  readFields: ({ params }, actor) => readUpload(actor, params.uploadId),
  readScan: ({ params }, actor) => scanOfUpload(actor, params.uploadId),
  joinUploads: ({ body }, actor) => joinUploads(actor, body),
  readScanOfIncoming: ({ params }, actor) => scanOfIncoming(actor, params.documentId),
  searchableRendition: ({ params }, actor) => searchableRendition(actor, params.documentId),
  findLike: ({ params, query }, actor) => likeDocuments(actor, params.uploadId, query.subject),
});
