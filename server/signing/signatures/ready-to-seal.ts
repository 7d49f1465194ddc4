import { agencies } from '../../identity/store.ts';
import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import type { OutgoingDocument } from '../../registry/outgoing/outgoing-document.ts';
import { agencySigner } from '../keys/agency-signer.ts';
import { assertValid } from '../verification/assert-valid.ts';
import { verifyStored } from '../verification/verification-of.ts';

/**
 * Whether a signed document can be sealed: every file of it is whole, its signatures are still valid, and the agency's seal can be used
 * now. Asked before a number is given, so that none is spent on what would then wait for ever.
 */
export async function readyToSeal(document: OutgoingDocument): Promise<void> {
  await requireWholeFiles(document);
  const { agencyId, main } = document;
  if (!main) throw new DomainError('conflict', 'nothing-to-sign', 'The document has no file');
  assertValid(await verifyStored(main.sha256, 'signing'));
  await agencySigner(agencyId, 'seal', currentTime());
}

/** Refuses a document of whose files – the seal's picture too – one is damaged or gone; the refusal names it. */
export async function requireWholeFiles({ agencyId, main, attachments }: OutgoingDocument): Promise<void> {
  for (const { sha256, name } of [...(main ? [main] : []), ...attachments]) await requireWhole(sha256, name);
  const agency = await readOne(agencies, { _id: agencyId });
  if (agency?.sealImage) await requireWhole(agency.sealImage, 'dau.png');
}

async function requireWhole(sha256: string, name: string): Promise<void> {
  try {
    await files().open(sha256);
  } catch (cause) {
    if (!(cause instanceof DomainError) || cause.code !== 'integrity-failure') throw cause;
    throw new DomainError('conflict', 'file-not-whole', `The stored file ${name} is damaged or gone`, {
      extra: { file: name },
      cause,
    });
  }
}
