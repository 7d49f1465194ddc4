import { currentTime } from '../../server/platform/clock.ts';
import { files } from '../../server/platform/files/files.ts';
import { renderPdf } from '../../server/platform/render/render.ts';
import type { Upload } from '../../server/platform/uploads/upload-store.ts';
import { type Issuer, type LetterContent, letterForm } from '../../server/registry/outgoing/letter/letter-form.ts';
import type { DemoAnnex } from './traffic/model.ts';

/** A stored PDF, as an act notes it among what its actor sent. */
export type StoredPdf = Pick<Upload, 'name' | 'mediaType' | 'sha256' | 'size'> & { readonly pages: number };

/** A document as it lies on the scanner: number and day stand on it, a signature in ink does not show. */
export async function scanOf(
  content: LetterContent,
  issuer: Issuer,
  { number, day }: { readonly number: string; readonly day: string },
): Promise<StoredPdf> {
  const { template, data } = letterForm(content, issuer, currentTime());
  const [year = '', month = '', date = ''] = day.split('-');
  const written = { number, day: date, month: Number(month) > 2 ? String(Number(month)) : month, year: Number(year) };
  return await renderAndStore(`${number}-${content.notation}.pdf`, template, { ...data, ...written });
}

/** An annex — *phụ lục* – as a file beside a letter. */
export async function renderAnnex(agency: string, { title, lines }: DemoAnnex): Promise<StoredPdf> {
  return await renderAndStore(`Phụ lục - ${title}.pdf`, 'phu-luc', {
    title,
    agency,
    typeName: 'PHỤ LỤC',
    subject: title,
    paragraphs: lines.map((text, index) => ({ text: `${index + 1}. ${text}` })),
  });
}

async function renderAndStore(name: string, template: string, data: unknown): Promise<StoredPdf> {
  const { pdf, pages } = await renderPdf(template, data, { creationTime: currentTime() });
  return { name, mediaType: 'application/pdf', pages, ...(await files().put(pdf)) };
}
