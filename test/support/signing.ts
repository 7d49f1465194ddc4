import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit from '@cantoo/fontkit';
import { createDemoAuthority, type DemoAuthority, type DemoKey } from '../../scripts/demo/authority.ts';
import type { RsaScheme } from '../../server/pdf-signatures/crypto/cms-algorithms.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import { leaderLock } from '../../server/pdf-signatures/pdf/field-names.ts';
import { formFields } from '../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { openUpdate } from '../../server/pdf-signatures/pdf/pdf-update.ts';
import { fillAndSeal, fillFields, type SealRequest } from '../../server/pdf-signatures/produce/fill-and-seal.ts';
import { type PreparedPdf, type PrepareRequest, preparePdf } from '../../server/pdf-signatures/produce/prepare-pdf.ts';
import { beginSignature, type SignatureRequest } from '../../server/pdf-signatures/produce/sign-pdf.ts';
import { completeSignature } from '../../server/pdf-signatures/produce/signature-value.ts';
import { type Appearance, signerText } from '../../server/pdf-signatures/produce/signer-text.ts';
import { yearInVietnam } from '../../server/platform/calendar.ts';

/** A demo authority with the keys most tests need; made once per test run, because RSA keys take time. */
export interface SigningWorld {
  readonly authority: DemoAuthority;
  readonly leader: DemoKey;
  readonly seal: DemoKey;
  readonly system: DemoKey;
  readonly timestamp: DemoKey;
}

export const leaderName = 'Lê Thị Hồng Nhung';
export const agencyName = 'Sở Nội vụ tỉnh Sao Mai';
export const signingTime = new Date('2026-11-05T02:15:00Z');

let world: Promise<SigningWorld> | undefined;

/** The authority, a leader, and an agency's seal, system and timestamp keys. */
export function aDemoAuthority(): Promise<SigningWorld> {
  world ??= makeWorld();
  return world;
}

async function makeWorld(): Promise<SigningWorld> {
  const authority = await createDemoAuthority(signingTime);
  const [leader, seal, system, timestamp] = await Promise.all([
    authority.issue({ purpose: 'person', commonName: leaderName, agency: agencyName }),
    authority.issue({ purpose: 'seal', commonName: agencyName }),
    authority.issue({ purpose: 'system', commonName: `${agencyName} – hệ thống` }),
    authority.issue({
      purpose: 'timestamp',
      commonName: 'Vanban minh hoạ – dấu thời gian',
      notAfter: new Date(signingTime.getTime() + 9 * 365 * 24 * 3600_000), // outlives the signers, as a real one does
    }),
  ]);
  return { authority, leader, seal, system, timestamp };
}

const letters = new Map<string, Promise<Uint8Array>>();

/** A one-page letter (*công văn*) in the layout of NĐ 30 with room for number, date and signature, made by pdf-lib. */
export async function aLetterPdf(of: Partial<LetterOptions> = {}): Promise<Uint8Array> {
  const options = {
    pages: 1,
    objectStreams: true,
    numbered: false,
    signerName: leaderName,
    year: yearInVietnam(new Date()),
    ...of,
  };
  const key = JSON.stringify(options);
  const letter = letters.get(key) ?? makeLetter(options);
  letters.set(key, letter);
  return (await letter).slice();
}

interface LetterOptions {
  readonly pages: number;
  readonly objectStreams: boolean;
  /** With a number and a date printed on it. */
  readonly numbered: boolean;
  readonly signerName: string;
  /** The year printed in its date. */
  readonly year: number;
}

async function makeLetter({ pages, objectStreams, numbered, signerName, year }: LetterOptions): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit);
  const tinos = await document.embedFont(fontFile('400Regular/Tinos_400Regular.ttf'), { subset: true });
  const italic = await document.embedFont(fontFile('400Regular_Italic/Tinos_400Regular_Italic.ttf'), { subset: true });
  for (let index = 0; index < pages; index += 1) {
    const page = document.addPage([595.28, 841.89]);
    const write = (text: string, x: number, y: number, font = tinos, size = 13): void =>
      page.drawText(text.normalize('NFC'), { x, y, size, font });
    if (index === 0) {
      write('SỞ NỘI VỤ TỈNH SAO MAI', 90, 780);
      write(numbered ? 'Số: 08/SNV-VP' : 'Số:         /SNV-VP', 110, 745);
      write(
        `Sao Mai, ngày ${numbered ? '04' : '    '} tháng ${numbered ? '11' : '    '} năm ${year}`,
        320,
        745,
        italic,
      );
      write('Kính gửi: Ủy ban nhân dân huyện Trà Bồng', 180, 690);
    }
    write('Sở Nội vụ đề nghị các cơ quan báo cáo trước ngày 30 tháng 11 năm 2026.', 90, 640);
    if (index === pages - 1) {
      write('Nơi nhận:', 90, 340, italic, 12);
      write('- Lưu: VT, VP.', 90, 310, tinos, 11);
      write('GIÁM ĐỐC', 390, 340);
      write(signerName, 370, 250);
    }
  }
  return document.save({ useObjectStreams: objectStreams });
}

const fontFile = (file: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`));

/** A letter with its empty fields. */
export async function aPreparedPdf(request: PrepareRequest = {}, pdf?: Uint8Array): Promise<PreparedPdf> {
  return preparePdf(pdf ?? (await aLetterPdf()), { signerName: leaderName, ...request });
}

/** Signs the bytes as a key behind a port would. */
export const signWith =
  (key: DemoKey, scheme?: RsaScheme) =>
  (bytes: Uint8Array): Promise<Buffer> =>
    signWithKey(suiteFor(key.certificate, scheme), key.privateKey, bytes);

/** Both phases of one signature by a key that is at hand. */
export async function signed(pdf: Uint8Array, key: DemoKey, request: Partial<SignatureRequest> = {}): Promise<Buffer> {
  const begun = await beginSignature(pdf, {
    field: 'leader',
    certificate: key.certificate,
    chain: key.chain,
    signingTime,
    ...request,
  });
  return completeSignature(pdf, begun, await signWith(key, request.scheme)(begun.signedAttributes));
}

/** A prepared letter that the leader has certified (DocMDP P=2). */
export async function aSignedPdf({
  pdf,
  appearance = signerText(leaderName, signingTime),
}: ASignedPdf = {}): Promise<Buffer> {
  const { leader } = await aDemoAuthority();
  return signed(pdf ?? (await aPreparedPdf()).pdf, leader, { certify: 2, appearance, lock: leaderLock });
}

export interface ASignedPdf {
  /** Another prepared file than the standard letter. */
  readonly pdf?: Uint8Array;
  readonly appearance?: Appearance;
}

/** The same, numbered and sealed by the agency. */
export async function aSealedPdf(request: Partial<SealRequest> & { pdf?: Uint8Array } = {}): Promise<Uint8Array> {
  const { seal } = await aDemoAuthority();
  const { pdf, ...rest } = request;
  return fillAndSeal(pdf ?? (await aSignedPdf()), {
    values: { number: '12', day: '05', month: '11' },
    certificate: seal.certificate,
    chain: seal.chain,
    signingTime: new Date(signingTime.getTime() + 60_000),
    sign: signWith(seal),
    ...rest,
  });
}

/** Text fields filled by an update of their own: what somebody would do who changes the number of a sealed document. */
export async function refilled(pdf: Uint8Array, values: SealRequest['values']): Promise<Buffer> {
  const update = await openUpdate(pdf);
  fillFields(update, formFields(update.context), values);
  return Buffer.concat([pdf, update.write().increment]);
}
