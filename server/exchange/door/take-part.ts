import type { Partner } from '../../platform/actor.ts';
import type { BodyBytes } from '../../platform/api/contract.ts';
import { notFound } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import type { Part } from '../../platform/files/partial-files.ts';
import { refusal } from '../messages/message-refusal.ts';
import { finishFile } from './finish-file.ts';
import { partialIdOf } from './offer.ts';
import { offerOf } from './offer-message.ts';

/** A part of a file that an offered message names. */
export interface FilePart extends Part {
  readonly offerId: string;
  readonly sha256: string;
}

/**
 * Adds a part to a file of an offered message and gives how many bytes are held durably then; a file that came whole is stored. Refuses with
 * 404 a message that this deployment did not offer and a file it does not name, with `offset-mismatch` a part that begins elsewhere than the
 * file ends, with `attachment-mismatch` a length or bytes other than announced.
 */
export async function takePart(
  partner: Partner,
  { offerId, sha256, from, total }: FilePart,
  bytes: BodyBytes,
): Promise<number> {
  const offer = await offerOf(partner, offerId);
  const file = offer.files.find((one) => one.sha256 === sha256);
  if (!file) throw notFound();
  if (total !== file.size) throw refusal('attachment-mismatch', `The file was announced with ${file.size} bytes`);
  if (file.came) return file.size;
  const held = await files().partial.append(partialIdOf(offerId, file), { from, total }, bytes.stream);
  if (held === file.size) await finishFile(offer, file);
  return held;
}
