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

/** The most of a file that comes in one request, and is lost by a cut. */
export const MOST_PART_BYTES = 8 * 1024 * 1024;

/** A file that comes in parts: how far it is here, and the upload that it has become once all of it is. */
const begunUpload = z.object({
  begunId: z.string(),
  offset: z.number().int(),
  size: z.number().int(),
  upload: uploadView.nullable(),
});
export type BegunUploadView = z.output<typeof begunUpload>;

const ofBegun = z.object({ begunId: idParam });

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
  beginUpload: {
    method: 'post',
    path: '/begun-uploads',
    summary: 'Announce a file that comes in parts, and goes on after a cut where it was, within 24 hours',
    permission: 'signed-in',
    body: z.strictObject({
      name: z.string().min(1).max(1_000),
      size: z.number().int().min(1).max(MOST_ATTACHMENT_BYTES),
    }),
    status: 201,
    response: begunUpload,
  },
  getBegunUpload: {
    method: 'get',
    path: '/begun-uploads/:begunId',
    summary: 'How far a file is that comes in parts: its next part begins at `offset`',
    permission: 'signed-in',
    params: ofBegun,
    response: begunUpload,
  },
  putUploadPart: {
    method: 'put',
    path: '/begun-uploads/:begunId',
    summary: 'Send the next part of a file, with `Content-Range`; the last one gives the upload',
    permission: 'signed-in',
    params: ofBegun,
    bytes: { maxBytes: MOST_PART_BYTES },
    response: begunUpload,
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
