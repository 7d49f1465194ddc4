import { placeOf } from '../api/byte-range.ts';
import { type Route, routes } from '../api/http.ts';
import { fileReply } from '../files/files.ts';
import { beginUpload, putUploadPart, readBegunUpload } from './begun-uploads.ts';
import { uploadsContract } from './contract.ts';
import { admitPart, admitUpload } from './upload-quota.ts';
import { keepUpload, readUpload } from './uploads.ts';

export const uploadsRoutes: Route[] = routes(
  uploadsContract,
  {
    keepUpload: ({ file }, actor, { request }) => keepUpload(file, request.get('X-Content-SHA256'), actor),
    beginUpload: ({ body }, actor) => beginUpload(actor, body),
    getBegunUpload: ({ params }, actor) => readBegunUpload(actor, params.begunId),
    putUploadPart: ({ params, bytes }, actor, { request }) =>
      putUploadPart(actor, params.begunId, placeOf(request.headers['content-range'], bytes.size), bytes),
    readUpload: async ({ params }, actor) => {
      const upload = await readUpload(actor, params.uploadId);
      return await fileReply(upload.sha256, { name: upload.name, mediaType: upload.mediaType, disposition: 'inline' });
    },
  },
  { keepUpload: admitUpload, putUploadPart: admitPart },
);
