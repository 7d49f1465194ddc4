import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { type Certificate, readCertificate } from '../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { certificatePath } from '../../server/pdf-signatures/crypto/certificates/certificate-path.ts';
import { CheckBudget } from '../../server/pdf-signatures/crypto/check-budget.ts';
import { readDer } from '../../server/pdf-signatures/crypto/der-reader.ts';
import { refuseDeepNesting } from '../../server/pdf-signatures/pdf/drawing-nesting.ts';
import { type PDFContext, PDFDict, PDFDocument, PDFName } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { PdfReader } from '../../server/pdf-signatures/pdf/reader/pdf-reader.ts';
import { ReadingBudget } from '../../server/pdf-signatures/pdf/reader/reading-budget.ts';
import { removeActingContent } from '../../server/pdf-signatures/produce/acting-content.ts';
import { refuseDynamicForm } from '../../server/pdf-signatures/produce/xfa-form.ts';
import { AskedCertificates } from '../../server/pdf-signatures/verify/asked-certificates.ts';
import { parseJson } from '../../server/platform/api/json-body.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { sniffBytes } from '../../server/platform/uploads/content-type.ts';
import { requireCrlFolder } from '../../server/signing/revocation/require-crl-folder.ts';
import { aZip, officeParts } from '../support/archives.ts';
import { aCertificate, basicConstraints, usages } from '../support/certificates.ts';
import { signingTime } from '../support/signing.ts';

/** What stands for a bound in the code that reads files of others: intake, page view, verification. */
const bound = /^(?:export )?const ((?:most|deepest|longest|MOST_|DEEPEST|LONGEST)\w*|\w+Bounds)\b(?:: [\w<>]+)? = /gm;
const engine = 'server/pdf-signatures';
const intake = [
  'api/json-body',
  'uploads/content-type',
  'uploads/image-size',
  'uploads/office-file',
  'uploads/ole-file',
  'uploads/pdf-header',
  'uploads/zip-directory',
].map((name) => `server/platform/${name}.ts`);
const others = [
  'server/intake/read-page-text.ts',
  'server/intake/read-fields.ts',
  'server/signing/revocation/crl-folder.ts',
];
const root = join(import.meta.dirname, '../..');

/** A reading that goes beyond a bound, and what it must say then. */
interface Beyond {
  readonly says: string;
  readonly read: () => unknown;
}

const year = 365 * 24 * 3600_000;
const validity = {
  notBefore: new Date(signingTime.getTime() - year),
  notAfter: new Date(signingTime.getTime() + year),
};
const anIssuer = (name: string, issuer?: ReturnType<typeof aCertificate>) =>
  aCertificate({
    name,
    ...(issuer ? { issuer } : {}),
    ...validity,
    extensions: [basicConstraints(true), usages(5, 6)],
  });

const read = ({ certificate }: { readonly certificate: Uint8Array }) => readCertificate(certificate);

/** Why the path from a signer to a root is not good, if `others` may help to find one. */
function pathReasons(signer: ReturnType<typeof aCertificate>, others: readonly Certificate[]): string {
  const request = { leaf: read(signer), anchors: [read(anIssuer('Gốc'))], others };
  return certificatePath({ ...request, at: signingTime, purpose: 'document' }).reasons.join(' ');
}

function longChain(): string {
  const chain = [anIssuer('Cấp 0')];
  for (let count = 1; count < 10; count += 1) chain.push(anIssuer(`Cấp ${count}`, chain.at(-1)));
  return pathReasons(anIssuer('Lan', chain.at(-1)), chain.map(read));
}

/** So many issuers of one name, none of which issued it. */
function manyIssuers(count: number): string {
  const issuer = read(anIssuer('Cấp'));
  const others = Array.from({ length: count }, (_, at) => ({ ...issuer, fingerprint: String(at) }));
  return pathReasons(anIssuer('Lan', anIssuer('Cấp')), others);
}

function manyAsked(): string {
  const asked = new AskedCertificates(signingTime);
  const certificate = read(anIssuer('Gốc'));
  for (let count = 0; count <= 300; count += 1) {
    asked.hear({ ...certificate, fingerprint: String(count) }, certificate, { status: 'unknown' }, signingTime);
  }
  return asked.isExceeded ? 'too-complex' : 'nothing';
}

/** A JPEG with so many comments before it says its size. */
function aTalkingJpeg(comments: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 10, 0, 10, 3]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from('fffe0002'.repeat(comments), 'hex'), frame]);
}

/** A container whose directory goes on in itself. */
function anEndlessOle(): Buffer {
  const file = Buffer.alloc(512 * 3);
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0, 76);
  file.writeUInt32LE(1, 512 + 4);
  return file;
}

async function folderWith(count: number, bytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-test-crls-'));
  try {
    for (let index = 0; index < count; index += 1) await writeFile(join(folder, `${index}.crl`), '');
    await truncate(join(folder, '0.crl'), bytes);
    return await outcome(() => requireCrlFolder(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function outcome(read: () => unknown): Promise<string> {
  try {
    return String(await read());
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

/** A PDF whose only page, or whose form, is made so. */
async function pdfContext(make: (context: PDFContext, page: PDFDict) => void): Promise<PDFContext> {
  const document = await PDFDocument.create();
  make(document.context, document.addPage().node);
  return document.context;
}
const growing = (context: PDFContext) => context.register(context.flateStream(Buffer.alloc(65 * 1024 * 1024, 0x20)));
const nested = (context: PDFContext, levels: number): PDFDict =>
  context.obj(levels === 0 ? {} : { K: nested(context, levels - 1) });

const inOffice = (contentTypes: string) => sniffBytes(aZip(officeParts('word/document.xml', { contentTypes })));

/** Bounds that are no plain refusal, each with a reading beyond it. */
const beyond: Readonly<Record<string, Beyond>> = {
  'reading-budget.ts mostDecoded': { says: 'too-complex', read: () => new ReadingBudget().decode(65 * 1024 * 1024) },
  'reading-budget.ts mostSteps': { says: 'too-complex', read: () => new ReadingBudget().work(2_000_001) },
  'check-budget.ts mostUnits': { says: 'too-complex', read: () => new CheckBudget().spend(5_001) },
  'certificate-path.ts longestPath': { says: 'untrusted-root too-complex', read: longChain },
  'certificate-path.ts mostTries': { says: 'untrusted-root too-complex', read: () => manyIssuers(52) },
  'certificate-path.ts mostCandidates': { says: 'untrusted-root too-complex', read: () => manyIssuers(501) },
  'asked-certificates.ts mostAsked': { says: 'too-complex', read: manyAsked },
  'der-reader.ts deepestIndefinite': { says: 'not-der', read: () => readDer(Buffer.from('3080'.repeat(20), 'hex')) },
  'pdf-reader.ts longestNumber': {
    says: 'pdf-malformed',
    read: () => new PdfReader(Buffer.from(`${'9'.repeat(401)}.5`)).value(),
  },
  'drawing-nesting.ts MOST_DECODED': {
    says: 'too-complex',
    read: async () =>
      refuseDeepNesting(await pdfContext((context, page) => page.set(PDFName.of('Contents'), growing(context)))),
  },
  'xfa-form.ts mostDecoded': {
    says: 'too-complex',
    read: async () =>
      refuseDynamicForm(
        await pdfContext((context) => {
          const catalog = context.lookup(context.trailerInfo.Root, PDFDict);
          catalog.set(PDFName.of('AcroForm'), context.obj({ XFA: growing(context) }));
        }),
      ),
  },
  'acting-content.ts deepest': {
    says: 'too-complex',
    read: async () =>
      removeActingContent(await pdfContext((context, page) => page.set(PDFName.of('Deep'), nested(context, 101)))),
  },
  'image-size.ts mostSegments': { says: 'image-size-unknown', read: () => sniffBytes(aTalkingJpeg(500)) },
  'ole-file.ts mostSectors': { says: 'bad-archive', read: () => sniffBytes(anEndlessOle()) },
  'office-file.ts mostXml': { says: 'bad-archive', read: () => inOffice(`<Types>${' '.repeat(1_000_001)}</Types>`) },
  'json-body.ts MOST_DEPTH': { says: 'too-deep', read: () => parseJson(Buffer.from('['.repeat(33))) },
  'crl-folder.ts mostFiles': { says: 'StartUpFailure', read: () => folderWith(201, 0) },
  'crl-folder.ts mostBytes': { says: 'StartUpFailure', read: () => folderWith(1, 33 * 1024 * 1024) },
};

/** Objects of bounds whose own test goes beyond each of their members. */
const shownIn: Readonly<Record<string, string>> = {
  'read-page-text.ts readingBounds': 'test/intake/read-fields.test.ts',
  'preflight-finding.ts preflightBounds': 'test/pdf-signatures/produce/preflight/preflight.test.ts',
};

/** What looks like a bound on reading and is none: why nothing goes unseen behind it. */
const noneOfReading: Readonly<Record<string, string>> = {
  'certificate.ts mostRemembered': 'a memory of what was read: what is forgotten is read again',
  'revocation-client.ts mostKept': 'a memory of answers',
  'change-texts.ts mostNamed': 'how many changes one sentence names; it ends in … and all stand below it',
  'change-texts.ts longestValue': 'how much of a value a sentence shows; it ends in …',
  'intact-beginning.ts mostTries':
    'the file is told to be unreadable as it is; older files in it are looked for beside that',
  'authority-addresses.ts mostOfEach': 'what no address answered is told as unknown revocation',
  'signature-algorithm.ts mostModulusBits': 'a larger key verifies nothing, and that is what is told',
  'font-text.ts longestRange':
    'letters beyond it have no text, so the field is told to show something else than its value',
  'appearance-text.ts deepestForm': 'a look that goes deeper is told to show something else than its value',
  'field-look.ts deepestParent': 'fields nested so deep were refused before (signature-fields.ts deepestField)',
  'hidden-content.ts mostLooks': 'a page that is not looked at is told to hide something',
  'json-body.ts MOST_JSON_BYTES': 'counted while the body arrives (docs/bad-inputs.md, row 4)',
};

describe('every bound on reading', () => {
  const files = [
    ...readdirSync(join(root, engine), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    ...intake,
    ...others,
  ];
  const found = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(bound)].map(([, name = '']) => ({ name, text, key: `${file.split('/').at(-1)} ${name}` }));
  });

  /** Whether all that stands behind each comparison with the bound is a refusal. */
  const isPlainRefusal = ({ name, text }: { readonly name: string; readonly text: string }): boolean => {
    const uses = [...text.matchAll(new RegExp(`^.*\\b${name}\\b.*$(?:\\n.*)?`, 'gm'))]
      .map(([use]) => use)
      .filter((use) => !/^(?:export )?const /.test(use) && !/^\s*(?:\/\/|\*|\/\*)/.test(use));
    return uses.length > 0 && uses.every((use) => /\bthrow\b/.test(use));
  };

  it('is a refusal, or is known here with what it says', () => {
    expect(found.length).to.be.above(35);
    const known = [...Object.keys(beyond), ...Object.keys(shownIn), ...Object.keys(noneOfReading)];
    const silent = found.filter((one) => !isPlainRefusal(one) && !known.includes(one.key));
    expect(silent.map(({ key }) => key)).to.deep.equal([]);
    expect(known.filter((key) => !found.some((one) => one.key === key))).to.deep.equal([]);
  });

  it('that is an object of several has a test that goes beyond each of them', () => {
    for (const [key, test] of Object.entries(shownIn)) {
      const [, name = ''] = key.split(' ');
      expect(readFileSync(join(root, test), 'utf8'), test).to.match(
        new RegExp(`beyond: Readonly<Record<keyof (?:typeof )?${name}`, 'i'),
      );
    }
  });

  for (const [key, { says, read }] of Object.entries(beyond)) {
    it(`is told when reading stops there: ${key}`, async () => {
      expect(await outcome(read)).to.include(says);
    });
  }
});
