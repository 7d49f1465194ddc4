import { files } from '../../platform/files/files.ts';
import { offers } from '../store.ts';
import { type Offer, type OfferedFile, partialIdOf } from './offer.ts';

/** Makes a file of an offered message that came whole a stored file, and notes that it came. Refuses as `PartialFiles.finish` does. */
export async function finishFile({ id: offerId }: Pick<Offer, 'id'>, file: OfferedFile): Promise<void> {
  await files().partial.finish(partialIdOf(offerId, file), file);
  const came = { $set: { 'files.$[file].came': true } };
  await offers.model.updateOne({ _id: offerId }, came, { arrayFilters: [{ 'file.sha256': file.sha256 }] });
}
