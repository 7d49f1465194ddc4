import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { fileView, verdictView } from '../../server/registry/documents/contract.ts';
import { documentTypes } from '../../server/registry/registers/document-type.ts';
import { Differences, expectedVerdict, type Sample, sampleBytes } from './manifest.ts';
import { type DeskAnswer, type SampleDesk, withSampleDesk } from './sample-desk.ts';
import type { Finding } from './verify-samples.ts';

const uploaded = z.object({ uploadId: z.string(), sha256: z.string() });
const registered = z.object({
  id: z.string(),
  arrivalNumber: z.number(),
  verdict: verdictView,
  files: z.array(fileView),
});
const verification = z.object({ signatures: z.array(z.object({ signer: z.object({ commonName: z.string() }) })) });
const problem = z.object({ type: z.string() });

/**
 * Has a clerk of a really started server take in every sample "from outside": PDFs are registered and verified, Word files lie
 * beside a document and are refused as one, what is not what its name says is refused. What goes out is what came in, byte for byte.
 */
export async function registerSamples(samples: readonly Sample[]): Promise<ReadonlyMap<string, Finding>> {
  return await withSampleDesk(async (desk) => {
    const findings = new Map<string, Finding>();
    for (const sample of samples) findings.set(sample.file, await takeIn(desk, sample));
    return findings;
  });
}

async function takeIn(desk: SampleDesk, sample: Sample): Promise<Finding> {
  const found = new Differences();
  const sent = await desk.upload(sample.file, sampleBytes(sample));
  if (sample.kind === 'mislabelled') {
    found.compare('upload', refusalOf(sent), '422 /problems/content-mismatch');
    return { words: 'không nhận, vì không phải PDF', differences: found.all };
  }
  found.compare('upload', sent.status, 201);
  if (found.all.length > 0) return { words: 'không nhận', differences: found.all };
  const upload = uploaded.parse(sent.json);
  found.compare('SHA-256 of the upload', upload.sha256, sample.sha256);
  const isWord = sample.kind === 'doc' || sample.kind === 'docx';
  const takeIt = isWord ? takeBeside : takeAsDocument;
  const words = await takeIt(desk, sample, upload.uploadId, found);
  return { words, differences: found.all };
}

/** A Word file is no document to register, but may lie beside one: a page made for the purpose. */
async function takeBeside(desk: SampleDesk, sample: Sample, wordId: string, found: Differences): Promise<string> {
  const asMain = await desk.ask('POST', '/incoming', { ...fieldsOf(sample), uploadId: wordId });
  found.compare('as the document itself', refusalOf(asMain), '422 /problems/main-file-not-pdf');
  const page = await desk.upload('trang-bia.pdf', coverPage(sample.file));
  const answer = await desk.ask('POST', '/incoming', {
    ...fieldsOf(sample),
    uploadId: uploaded.parse(page.json).uploadId,
    attachmentUploadIds: [wordId],
    duplicateReason: 'Phụ lục gửi riêng',
  });
  found.compare('registering as an attachment', answer.status, 201);
  if (answer.status !== 201) return 'không đăng ký được';
  const document = registered.parse(answer.json);
  await compareBytes(desk, document, 'attachment', sample, found);
  return `tệp kèm theo của số đến ${document.arrivalNumber}`;
}

async function takeAsDocument(desk: SampleDesk, sample: Sample, uploadId: string, found: Differences): Promise<string> {
  const answer = await desk.ask('POST', '/incoming', { ...fieldsOf(sample), uploadId });
  found.compare('registering', answer.status, 201);
  if (answer.status !== 201) return `không đăng ký được: ${answer.bytes.toString('utf8')}`;
  const document = registered.parse(answer.json);
  await compareBytes(desk, document, 'main', sample, found);
  found.compare('verdict kept', await verdictOf(desk, document.id), expectedVerdict(sample, 'prepared'));
  const report = await desk.ask('GET', `/incoming/${document.id}/verification`);
  const signers = verification.parse(report.json).signatures.map(({ signer }) => signer.commonName);
  found.compare('signers', signers.join(' · '), sample.signatures.items.map(({ signer_cn }) => signer_cn).join(' · '));
  return `số đến ${document.arrivalNumber}, nguyên từng byte`;
}

async function compareBytes(
  desk: SampleDesk,
  { id, files }: z.output<typeof registered>,
  role: 'main' | 'attachment',
  sample: Sample,
  found: Differences,
): Promise<void> {
  const file = files.find((one) => one.role === role);
  const { bytes } = await desk.ask('GET', `/incoming/${id}/files/${file?.id}`);
  found.compare('SHA-256 of the download', createHash('sha256').update(bytes).digest('hex'), sample.sha256);
}

const LONGEST_VERDICT_MS = 60_000;

/** The verdict that the worker leaves on the document, a moment after registering. */
async function verdictOf(desk: SampleDesk, documentId: string): Promise<string> {
  for (const until = Date.now() + LONGEST_VERDICT_MS; Date.now() < until; await wait(200)) {
    const { verdict } = registered.parse((await desk.ask('GET', `/incoming/${documentId}`)).json);
    if (verdict !== 'pending') return verdict;
  }
  return 'pending';
}

/** The fields a clerk would type from the page. */
function fieldsOf({ file, truth }: Sample): Record<string, unknown> {
  if (truth === null) throw new Error(`${file} has no fields to register`);
  const { issuer, number, notation, type, issue_date, subject, signer, position } = truth;
  const known = documentTypes.find(({ name }) => name === type);
  return {
    codeNumber: number,
    codeNotation: notation.slice(notation.indexOf('/') + 1),
    typeCode: known?.code ?? 'khac',
    typeName: known ? null : type,
    issuedOn: issue_date,
    issuer: { name: issuer },
    subject,
    signer: { fullName: signer, position },
  };
}

const refusalOf = ({ status, json }: DeskAnswer): string => {
  const parsed = problem.safeParse(json);
  return parsed.success ? `${status} ${parsed.data.type}` : String(status);
};

/** The smallest honest PDF: one empty page, with the file's name as a comment so that no two are the same. */
const coverPage = (name: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
