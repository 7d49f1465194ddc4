import { type HeadSigner, headSignerInFiles, requireSignerOf } from './head-signer.ts';
import { signedHeads } from './store.ts';

/** The signer in `folder`; refuses to begin anew there while the database holds heads that were signed before. */
export async function openHeadSigner(folder: string): Promise<HeadSigner> {
  await requireSignerOf(
    folder,
    await signedHeads.model
      .distinct('log')
      .exec()
      .then((logs) => logs.map(String)),
  );
  return await headSignerInFiles(folder);
}
