import { agencyById } from '../../identity/queries.ts';
import { tryReadCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import type {
  AskedCertificate,
  Change,
  Sender,
  SignatureVerdict,
  VerificationReport,
  VerifyOptions,
} from '../../pdf-signatures/verification.ts';
import { changeInWords, englishChanges, vietnameseChanges } from '../../pdf-signatures/verify/change-texts.ts';
import { type Explanation, explain, isOriginal } from '../../pdf-signatures/verify/explain.ts';
import { technicalReport } from '../../pdf-signatures/verify/technical-report.ts';
import { currentTime } from '../../platform/clock.ts';
import { readAll } from '../../platform/database/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { files } from '../../platform/files/files.ts';
import { togetherByKind } from '../../platform/together.ts';
import { type DocumentFile, mainFile } from '../../registry/documents/document-file.ts';
import { type CertificateState, stateOf as stateOfCertificate } from '../certificates/agency-certificate.ts';
import { agencyCertificates } from '../certificates/store.ts';
import { trustOfDeployment } from '../certificates/trust-of-deployment.ts';
import type { VerificationView } from '../contract.ts';
import type { Issued } from '../revocation/kept-answers.ts';
import { revocationDesk, revocationPolicy } from '../revocation/revocation-in-use.ts';
import { type VerifyLane, verifyInWorker } from './verify-in-worker.ts';

/** Verifies the main file of a document against this deployment's trust list; what is no PDF has no signature to verify. */
export async function verifyFiles(
  all: readonly DocumentFile[],
  from: string | null = null,
  lane: VerifyLane = 'reading',
): Promise<VerificationReport> {
  const main = mainFile(all);
  if (!main) throw new Error('A document has a main file');
  return await verifyStored(main.sha256, lane, from);
}

/**
 * Verifies a stored file now, in a process of its own. Whether its certificates were revoked is asked as the configuration allows; what
 * nobody says is weighed as its policy tells (`REVOCATION`), and said either way. Its seal must be that of the agency it comes from, where
 * the directory knows that one. Who asks about the same file at the same moment – a hundred recipients of one document – shares a verdict that is sought
 * after each has asked.
 */
export async function verifyStored(
  sha256: string,
  lane: VerifyLane = 'reading',
  from: string | null = null,
): Promise<VerificationReport> {
  return await verifyTogether({ sha256, lane, from });
}

interface Stored {
  readonly sha256: string;
  readonly lane: VerifyLane;
  readonly from: string | null;
}

const verifyTogether = togetherByKind(
  ({ sha256, lane, from }: Stored) => JSON.stringify([sha256, lane, from]),
  async ([{ sha256, lane, from }]): Promise<VerificationReport> => {
    const file = await files().forWorker(sha256);
    const sender = await senderOf(from);
    const about = sender === undefined ? {} : { sender };
    const report = await havingAsked((options) => verifyInWorker(file, { ...options, ...about }, lane));
    if (report.sha256 === sha256) return report;
    throw new DomainError('internal', 'integrity-failure', 'A stored file is not what was stored; it is not judged');
  },
);

/** Certificates that were an agency's at some time, whatever became of them. */
const onceInForce: readonly CertificateState[] = ['in-force', 'ended', 'revoked'];

async function senderOf(agencyId: string | null): Promise<Sender | undefined> {
  const agency = agencyId === null ? undefined : await agencyById(agencyId);
  if (agency === undefined) return undefined;
  const enrolled = await readAll(agencyCertificates, { agencyId: agency.id, purpose: 'seal' });
  const seals = enrolled.filter((one) => !one.pending && onceInForce.includes(stateOfCertificate(one, currentTime())));
  const { name, parentName, place, symbol, code, oldCode } = agency;
  return { agency: { name, parentName, place, symbol, code, oldCode }, seals: seals.map(({ sha256 }) => sha256) };
}

/** The same for a file that is not kept, for as long as whoever asked is there to hear the answer. */
export async function verifyForAnybody(path: string, signal: AbortSignal): Promise<VerificationReport> {
  return await havingAsked((options) => verifyInWorker({ workerFile: path }, options, 'public', signal));
}

/**
 * Verifies with what is known, asks the authorities about the certificates on which that verdict rests and of which nothing fresh is
 * known, and verifies again with what they say. A file that nobody signed, or with signers asked about a moment ago, is read once.
 */
async function havingAsked(
  verify: (options: VerifyOptions) => Promise<VerificationReport>,
): Promise<VerificationReport> {
  const desk = revocationDesk();
  const trust = await trustOfDeployment();
  const common = { at: currentTime(), softRevocation: revocationPolicy() === 'soft', listAsked: true };
  const { asked = [], ...first } = await verify({ ...common, trust: { ...trust, statements: desk.known() } });
  const open = asked.flatMap(issuedOf).filter((issued) => !desk.isKnown(issued));
  if (open.length === 0) return first;
  const learned = await desk.learn(open);
  if (learned.length === 0) return first;
  const { asked: _asked, ...second } = await verify({ ...common, trust: { ...trust, statements: desk.known() } });
  return second;
}

/** What is settled about a proven moment of the past needs no fresh answer. */
function issuedOf({ certificate, issuer, settled }: AskedCertificate): Issued[] {
  if (settled) return [];
  const [one, by] = [certificate, issuer].map((der) => tryReadCertificate(Buffer.from(der, 'base64')));
  return one && by ? [{ certificate: one, issuer: by }] : [];
}

/** The verdict on a document's main file, said in both languages. */
export async function verificationOf(
  all: readonly DocumentFile[],
  from: string | null = null,
): Promise<VerificationView> {
  return verificationView(await verifyFiles(all, from));
}

/** A report in words: three words, why, what to do, and one card for each signature. */
export function verificationView(report: VerificationReport): VerificationView {
  const vi = explain(report, 'vi');
  const en = explain(report, 'en');
  const technical = technicalReport(report, 'en');
  const inWords = (a: Explanation, b: Explanation) => ({ vi: a.why, en: b.why });
  const signatures = report.signatures.map((signature, index) => {
    const [a, b] = [vi.signatures[index] ?? vi.whole, en.signatures[index] ?? en.whole];
    return {
      ...factsOf(signature),
      indication: technical.signatures[index]?.indication ?? '',
      subIndication: technical.signatures[index]?.subIndication ?? null,
      sentence: inWords(a, b),
      reasons: a.points.map((point, at) => ({
        code: point.code,
        vi: point.text,
        en: b.points[at]?.text ?? '',
      })),
    };
  });
  return {
    verdict: report.verdict,
    isOriginal: isOriginal(report),
    sentence: inWords(vi.whole, en.whole),
    advice: vi.whole.whatToDo ? { vi: vi.whole.whatToDo, en: en.whole.whatToDo } : null,
    checks: vi.whole.points.map((point, at) => ({
      state: stateOf[point.severity],
      vi: point.text,
      en: en.whole.points[at]?.text ?? '',
    })),
    signatures,
    allowedChanges: report.allowedChanges.map(changeView),
    sha256: report.sha256,
    verifiedAt: report.verifiedAt,
    notes: [...report.notes],
  };
}

const stateOf = { good: 'good', note: 'info', filled: 'caution', unclear: 'caution', invalid: 'bad' } as const;

function factsOf(
  signature: SignatureVerdict,
): Omit<VerificationView['signatures'][number], 'sentence' | 'reasons' | 'indication' | 'subIndication'> {
  const {
    index,
    field,
    kind,
    verdict,
    signer,
    issuer,
    certificateValid,
    timeSource,
    coverage,
    level,
    digest,
    subFilter,
  } = signature;
  return {
    index,
    field,
    kind,
    verdict,
    signer: { ...signer, organization: signer.organization ?? null, title: signer.title ?? null },
    issuer,
    certificateFrom: certificateValid.from || null,
    certificateUntil: certificateValid.until || null,
    signedAt: signature.signedAt ?? null,
    timeSource,
    coverage,
    changesAfter: signature.changesAfter.map(changeView),
    level,
    digest,
    subFilter,
  };
}

function changeView(change: Change): VerificationView['allowedChanges'][number] {
  const { kind, revision, field, before, value, page, rect, reason, signedBy } = change;
  return {
    kind,
    vi: changeInWords(change, vietnameseChanges),
    en: changeInWords(change, englishChanges),
    revision,
    field: field ?? null,
    before: before ?? null,
    value: value ?? null,
    reason: reason ?? null,
    signedBy: signedBy === undefined ? null : [...signedBy],
    page: page ?? null,
    rect: rect === undefined ? null : [...rect],
  };
}
