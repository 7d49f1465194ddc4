import { agencies } from '../../server/identity/store.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { noteUpload } from '../../server/platform/uploads/uploads.ts';
import { describe } from '../../server/registry/outgoing/drafts/draft-content.ts';
import type { LetterContent } from '../../server/registry/outgoing/letter/letter-form.ts';
import { numberingOf } from '../../server/registry/outgoing/outgoing-document.ts';
import { registerInkSigned } from '../../server/registry/outgoing/register-ink-signed.ts';
import { listRegisters } from '../../server/registry/registers/queries.ts';
import { written } from '../../server/registry/registers/register.ts';
import { actorOf, agencyOf, type DemoLife } from './desk.ts';
import { at, type Life } from './lives.ts';
import { type StoredPdf, scanOf } from './paper-pages.ts';
import { registerPaper } from './register-paper.ts';
import type { DemoLetter } from './traffic/model.ts';
import { descriptionOf } from './write-letter.ts';

/** The lives of a letter signed by hand: in its own book, and in the books of those who get it on paper. */
export function livesInInk(life: DemoLife, letter: DemoLetter): Life[] {
  const post: Post = {};
  return [
    issueInInk(life, letter, post),
    ...letter.to.map((recipient) => receiveOnPaper(life, letter, recipient, post)),
  ];
}

/** What the post carries once the letter is written. */
interface Post {
  letter?: { readonly content: LetterContent; readonly number: string; readonly day: string; readonly scan: StoredPdf };
}

async function* issueInInk(life: DemoLife, letter: DemoLetter, post: Post): Life {
  const { ago, from, type, body } = letter;
  const agency = agencyOf(life, from);
  const clerk = actorOf(agency, 'vanthu');
  yield at(ago, '13:40');
  const drafter = actorOf(agency, letter.drafter ?? 'chuyenvien');
  const request = await descriptionOf(life, agency, letter, drafter);
  const described = await inTransaction(clerk, (tx) => describe(tx, request));
  const content = { ...described, letter: { addressees: [], body, copies: [] } };
  // The clerk writes the next number of the book on the paper before it is scanned and registered.
  const [number, day] = [written(await nextNumber(agency.id, type)), dayInVietnam(currentTime())];
  const issuer = await readOne(agencies, { _id: agency.id });
  if (!issuer) throw new Error(`There is no agency ${from}`);
  const scan = await scanOf(content, issuer, { number, day });
  yield at(ago, '14:05');
  const { answersDocumentIds: _, ...asked } = request;
  const document = await inTransaction(clerk, (tx) =>
    registerInkSigned(tx, { ...asked, uploadId: noteUpload(tx, scan).id }),
  );
  if (written(numberingOf(document)?.number ?? 0) !== number) throw new Error(`${number} was not the next number`);
  post.letter = { content, number, day, scan };
}

async function nextNumber(agencyId: string, typeCode: string): Promise<number> {
  const open = (await listRegisters(agencyId, currentTime())).filter((one) => one.kind === 'outgoing' && one.open);
  const own = open.find(({ takes }) => takes?.what === 'types' && takes.typeCodes.includes(typeCode));
  return (own ?? open.find(({ takes }) => !takes))?.nextNumber ?? 1;
}

async function* receiveOnPaper(
  life: DemoLife,
  letter: DemoLetter,
  recipient: DemoLetter['to'][number],
  post: Post,
): Life {
  const ago = Math.max(letter.ago - 1, 0);
  yield at(ago, ago === letter.ago ? '15:20' : '9:20');
  if (!post.letter) throw new Error(`${letter.subject} was not posted`);
  const { content, number, day, scan } = post.letter;
  const { id: agencyId, name } = agencyOf(life, letter.from);
  const { capacity, title, name: fullName } = content.signer;
  yield* registerPaper(agencyOf(life, recipient.key), ago, recipient, {
    code: [number, content.notation],
    typeCode: content.typeCode,
    subject: content.subject,
    issuer: { agencyId, name },
    issuedOn: day,
    signer: { position: capacity.join(', ') || title, fullName },
    priority: content.priority,
    dueOn: null,
    scan,
  });
}
