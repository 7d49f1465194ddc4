import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { files } from '../../server/platform/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { renderPdf } from '../../server/platform/render/render.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { registerIncoming } from '../../server/registry/register-document.ts';
import { actorOf, agencyOf, type DemoLife, handle, settle } from './live-a-letter.ts';
import type { DemoPaper } from './traffic.ts';

/** Registers a document that came on paper, with its scan, and hands it on as far as its fate says. */
export async function livePaper(life: DemoLife, paper: DemoPaper): Promise<void> {
  life.clock.advanceTo(paper.daysAgo, 9, 5);
  const agency = agencyOf(life, paper.at);
  const [codeNumber, codeNotation] = paper.code;
  const [position, fullName] = paper.signer;
  const today = dayInVietnam(currentTime());
  const { pdf, pages } = await scanOf(paper, agency.name, today);
  const stored = await files().put(pdf);
  const main = {
    ...stored,
    id: newId(),
    name: `${codeNumber}-${codeNotation}.pdf`,
    mediaType: 'application/pdf',
    pages,
    role: 'main',
  } as const;
  const { id } = await inTransaction(actorOf(agency, 'vanthu'), (tx) =>
    registerIncoming(tx, {
      codeNumber,
      codeNotation,
      typeCode: 'cong-van',
      typeName: null,
      issuedOn: today,
      issuer: { agencyId: null, name: paper.issuer },
      subject: paper.subject,
      language: 'Tiếng Việt',
      pageAmount: pages,
      description: null,
      signer: { position, fullName },
      priority: 0,
      arrivedOn: null,
      dueOn: null,
      toPlaces: null,
      files: [main],
      origin: { source: 'upload' },
      duplicateReason: null,
    }),
  );
  await handle(life, agency, id, paper.fate);
  await settle(life);
}

/** The page as it came: number and date stand on it, a signature in ink does not show. */
async function scanOf({ issuer, code, subject, signer }: DemoPaper, addressee: string, today: string) {
  const [number, notation] = code;
  const [year, month, day] = today.split('-');
  const [position, name] = signer;
  return await renderPdf(
    'cong-van',
    {
      title: subject,
      agency: issuer.toLocaleUpperCase('vi'),
      number,
      notation,
      place: 'Sao Mai',
      day,
      month,
      year: Number(year),
      aboutLine: `V/v ${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}`,
      addressees: [addressee],
      paragraphs: [
        { text: `${issuer} trân trọng gửi tới quý cơ quan nội dung nêu trên, kính đề nghị xem xét, giải quyết./.` },
      ],
      capacity: [position.toLocaleUpperCase('vi')],
      signer: name,
      distribution: ['Như trên;', 'Lưu: VT.'],
    },
    { creationTime: currentTime() },
  );
}
