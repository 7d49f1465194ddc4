import { z } from 'zod';
import type { Contract } from '../api/contract.ts';
import { idParam } from '../api/schemas.ts';
import { knownTypeNames } from './known-types.ts';

/** The longest file that a document itself may be (*tệp tải lên* tối đa 100 MB). */
export const MOST_UPLOAD_BYTES = 100 * 1024 * 1024;
/** What a deployment may let files beside a document be at most; how long they are with it says `ATTACHMENT_MB`. */
export const MOST_ATTACHMENT_BYTES = 1024 ** 3;

/** A file that was sent and waits, up to 24 hours, for the act that names it. */
export const uploadView = z.object({
  uploadId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  pages: z.number().int().optional(),
});

export const uploadsContract = {
  keepUpload: {
    method: 'post',
    path: '/uploads',
    summary: 'Send a file; acts name it by the uploadId of the answer within 24 hours',
    permission: 'signed-in',
    upload: { maxBytes: MOST_ATTACHMENT_BYTES, mediaTypes: knownTypeNames },
    status: 201,
    response: uploadView,
  },
  readUpload: {
    method: 'get',
    path: '/uploads/:uploadId/content',
    summary: 'Get the bytes of a file one has sent, before an act uses it',
    permission: 'signed-in',
    params: z.object({ uploadId: idParam }),
    response: 'file',
    mediaTypes: knownTypeNames,
  },
} as const satisfies Contract<never>;
