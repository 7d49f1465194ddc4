import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { agencies, units } from '../../../identity/store.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { FileReply } from '../../../platform/api/contract.ts';
import { readOne } from '../../../platform/database/store.ts';
import { DomainError } from '../../../platform/errors.ts';
import { requestedAct } from '../../../platform/ledger/requested-act.ts';
import { renderPdf } from '../../../platform/render/render.ts';
import type { RenderedPdf } from '../../../platform/render/render-child.ts';
import { type Description, describe } from '../drafts/draft-content.ts';
import type { Letter } from '../outgoing-document.ts';
import { type LetterContent, letterForm } from './letter-form.ts';
import { refuseUnprintableLetter } from './printable-letter.ts';

/** A letter as PDF/A-2a with empty places for number, day, month and signatures; the same letter and time give the same bytes. */
export async function renderLetter(
  content: LetterContent & { readonly agencyId: string; readonly unitId: string | null },
  at: Date,
): Promise<RenderedPdf> {
  const agency = await readOne(agencies, { _id: content.agencyId });
  if (!agency) throw new Error(`There is no agency ${content.agencyId}`);
  const unit = content.unitId === null ? undefined : await readOne(units, { _id: content.unitId });
  const { template, data } = letterForm(content, { ...agency, unitSymbol: unit?.symbol }, at);
  return await renderPdf(template, data, { creationTime: at });
}

/** The pages of a letter as they would be signed, for the person who writes it; nothing is kept. */
export async function previewLetter(
  actor: Actor,
  draft: Description & { readonly letter: Letter | null },
): Promise<FileReply> {
  const { letter } = draft;
  if (letter === null) {
    throw new DomainError('invalid', 'content-required', 'There is no text to show', {
      fields: [{ pointer: '/body/letter', code: 'content-required', detail: 'is missing' }],
    });
  }
  const { described, at } = await requestedAct(actor, async (tx) => ({
    described: await describe(tx, draft),
    at: tx.now.toISOString(),
  }));
  refuseUnprintableLetter(letter, described);
  const { pdf } = await renderLetter({ ...described, letter, agencyId: actor.agencyId }, new Date(at));
  return {
    name: 'xem-truoc.pdf',
    mediaType: 'application/pdf',
    size: pdf.byteLength,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    disposition: 'inline',
    open: () => Readable.from([pdf]),
  };
}
