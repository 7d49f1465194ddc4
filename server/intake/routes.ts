import { routes } from '../platform/api/http.ts';
import { intakeContract } from './contract.ts';
import { readUpload } from './read-upload.ts';

export const intakeRoutes = routes(intakeContract, {
  readFields: ({ params }, actor) => readUpload(actor, params.uploadId),
});
