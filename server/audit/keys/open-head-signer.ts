import { signedHeads } from '../store.ts';
import { type HeadSigner, headSignerInFiles, requireSignerOf } from './head-signer.ts';

/**
 * The signer in `folder`; refuses to begin anew there while the database holds heads that were signed before, unless that is meant
 * (`fresh`): while a backup is put back.
 */
export async function openHeadSigner(folder: string, { fresh = false } = {}): Promise<HeadSigner> {
  if (fresh) return await headSignerInFiles(folder);
  await requireSignerOf(
    folder,
    await signedHeads.model
      .distinct('log')
      .exec()
      .then((logs) => logs.map(String)),
  );
  return await headSignerInFiles(folder);
}
