import { createHash } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { pdfHeaderAt } from '../../platform/uploads/pdf-header.ts';
import type { RevocationData } from '../crypto/certificates/revocation.ts';
import { readTrustList, type Trust } from '../crypto/certificates/trust-list.ts';
import { CheckBudget } from '../crypto/check-budget.ts';
import { PdfFile } from '../pdf/reader/pdf-file.ts';
import { malformed, tooComplex } from '../pdf/reader/pdf-objects.ts';
import { ReferenceIndex } from '../pdf/reader/reference-index.ts';
import { type Form, findSignatures, readForm } from '../pdf/reader/signature-fields.ts';
import type { Change, ReasonCode, SignatureVerdict, VerificationReport, VerifyOptions } from '../verification.ts';
import { AskedCertificates } from './asked-certificates.ts';
import { changesIn } from './difference.ts';
import { whereIs } from './difference-rules.ts';
import { withHiddenContent } from './hidden-content.ts';
import { beforeUnreadable, coversWhole, signedBeginnings } from './intact-beginning.ts';
import { judgeTrust, type SigningTime } from './judge-trust.ts';
import { type ChangeContext, judgeChange, readPermissions } from './permissions.ts';
import { earliest, type Proof, proofsOfExistence } from './proof-of-existence.ts';
import { readSecurityStore, type SecurityStore } from './security-store.ts';
import { faultOfSeal } from './sender-seal.ts';
import { signatureLevel } from './signature-level.ts';
import { describeSigner, issuerOf } from './signer.ts';
import { bearsLostSignature } from './usage-rights.ts';
import { severityOf, sortedReasons, wordFor, wordForFile } from './verdict.ts';
import { type CheckedSignature, verifySignatureBytes } from './verify-signature.ts';

/**
 * Verifies every signature of a PDF over the exact bytes (*kiểm tra chữ ký*), in the order of docs/signing.md: fields, byte
 * ranges, revisions, containers, certificates, timestamps, later changes, permissions, bytes behind the end. Whatever
 * the bytes are, the answer is a report.
 */
export async function verifyPdf(bytes: Uint8Array, options: VerifyOptions): Promise<VerificationReport> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = {
    sha256: createHash('sha256').update(buffer).digest('hex'),
    verifiedAt: options.at.toISOString(),
  };
  const refused = (reason: ReasonCode): VerificationReport => ({
    ...head,
    verdict: wordForFile([], [reason]),
    signatures: [],
    reasons: [reason],
    allowedChanges: [],
    revisions: 0,
    notes: [],
  });
  const budget = new CheckBudget();
  let report: FileReport;
  try {
    report = budget.run(() => verifyOpened(buffer, options));
  } catch (error) {
    const reason = reasonOf(error, buffer);
    const beginning = (): FileReport | undefined => budget.run(() => intactBeginning(buffer, options));
    const older = reason === 'unreadable-structure' ? beginning() : undefined;
    return older === undefined || budget.isExceeded ? refused(reason) : { ...head, ...older };
  }
  if (budget.isExceeded) return refused('too-complex');
  // Where signatures in new fields are unclear in any case nobody need look what they hide.
  if (options.changes !== 'permitted') return { ...head, ...report };
  return { ...head, ...(await withHiddenContent(report, () => openedFrom(buffer, pdfHeaderAt(buffer)))) };
}

/**
 * Verifies a file from its header on. Bytes before it are borne with in an unsigned file; in a signed one readers count offsets from
 * either place, so that they may show two things.
 */
function verifyOpened(buffer: Buffer, options: VerifyOptions): FileReport {
  const header = pdfHeaderAt(buffer);
  if (header < 0) throw malformed('No PDF header');
  if (header === 0) return verifyFile(new PdfFile(buffer), options);
  const file = openedFrom(buffer, header);
  const report = verifyFile(file, options);
  if (report.signatures.length === 0) return report;
  const reasons: ReasonCode[] = [...report.reasons, 'bytes-before-header'];
  const signatures = file.bytes.length === buffer.length ? report.signatures : report.signatures.map(notCoveringAll);
  return { ...report, signatures, reasons, verdict: wordForFile(signatures, reasons) };
}

/** The file whose offsets count from its first byte, else the one whose offsets count from its header. */
function openedFrom(buffer: Buffer, header: number): PdfFile {
  try {
    return new PdfFile(buffer);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'pdf-malformed') throw error;
    return new PdfFile(buffer.subarray(header));
  }
}

const notCoveringAll = (signature: SignatureVerdict): SignatureVerdict =>
  signature.coverage === 'whole-file' ? { ...signature, coverage: 'earlier-revision' } : signature;

/** What can still be said of a file whose newest revision is unreadable: which older one is intact, and who signed it. */
function intactBeginning(bytes: Buffer, options: VerifyOptions): FileReport | undefined {
  for (const beginning of signedBeginnings(bytes)) {
    try {
      const report = verifyFile(new PdfFile(beginning), options);
      if (!report.signatures.some(coversWhole)) continue;
      const signatures = report.signatures.map(beforeUnreadable);
      return { ...report, signatures, verdict: 'invalid', reasons: ['unreadable-structure', 'older-revision-intact'] };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error; // this beginning is unreadable as well
    }
  }
  return undefined;
}

/**
 * Why a file cannot be read: with the marks of a signature it was damaged or forged. A PDF without them may have lost its end, where the
 * signatures of most files stand, so nobody can say that it bears none.
 */
function reasonOf(error: unknown, bytes: Buffer): ReasonCode {
  if (error instanceof DomainError && error.code === 'too-complex') return 'too-complex';
  if (bytes.includes('/ByteRange')) return 'unreadable-structure';
  return pdfHeaderAt(bytes) < 0 ? 'not-a-pdf' : 'damaged-file';
}

/** A signature that was being added when the file was cut off: the rest must not look as if it had never been signed. */
function cutOff({ bytes, trailingBytes }: PdfFile): boolean {
  return /\/(?:Type|FT)\s*\/Sig\b/.test(bytes.toString('latin1', bytes.length - trailingBytes));
}

type FileReport = Omit<VerificationReport, 'sha256' | 'verifiedAt'>;

/** The same of a file that could be opened; throws a `DomainError` when it cannot be read on, and nothing else. */
export function verifyFile(file: PdfFile, options: VerifyOptions): FileReport {
  const last = file.revisions.length - 1;
  const views = file.revisions.map((_, index) => file.view(index));
  const forms = views.map((view, index) => readForm(view, index === last));
  const found = findSignatures(views, forms);
  const reasons: ReasonCode[] = [];
  if (file.view(last).trailer.entries.has('Encrypt')) reasons.push('encrypted');
  if (found.length === 0 && bearsLostSignature(file)) reasons.push('signature-removed');
  if (file.trailingBytes > 0 && (found.length > 0 || cutOff(file))) reasons.push('trailing-bytes');
  if (found.length > 0 && forms.some(({ duplicates }) => duplicates.length > 0)) reasons.push('duplicate-field-name');

  const trust = readTrustList(options.trust);
  const store = readSecurityStore(file, last);
  const checked = found.map((signature) => verifySignatureBytes(file, signature, trust, store.certificates));
  const sealFault = options.sender && faultOfSeal(checked, options.sender);
  if (sealFault) reasons.push(sealFault);
  const changes = changesAfterFirst(file, forms, checked);
  if (found.length > 0 && file.crossing) reasons.push('unexplained-change');
  if (file.trailingBytes > 0 && checked.some(({ intact, found }) => intact && found.revision === last))
    reasons.push('older-revision-intact');
  const asked = new AskedCertificates(options.at);
  const revocation: RevocationData = {
    ...trust.revocation,
    crls: [...trust.revocation.crls, ...store.crls],
    ocsps: [...trust.revocation.ocsps, ...store.ocsps],
    asked: asked.hear,
  };
  const { at, softRevocation, sha1Before } = options;
  const proofs = proofsOfExistence({ checked, revocation, at, softRevocation, sha1Before });
  const context: JudgingContext = { file, forms, checked, changes, trust, store, revocation, proofs, options };
  const signatures = checked.map((signature, index) => judge(signature, index, context));
  if (options.listAsked && asked.isExceeded)
    throw tooComplex('More certificates decide the verdict than are asked about');
  return {
    verdict: wordForFile(signatures, reasons),
    signatures,
    reasons,
    allowedChanges: allowedChanges(context),
    revisions: file.revisions.length,
    notes: sortedReasons(
      signatures.flatMap((signature) =>
        signature.reasons.filter((reason) => ['note', 'filled'].includes(severityOf[reason])),
      ),
    ),
    ...(options.listAsked ? { asked: asked.list() } : {}),
  };
}

interface JudgingContext {
  readonly file: PdfFile;
  readonly forms: readonly Form[];
  readonly checked: readonly CheckedSignature[];
  readonly changes: readonly Change[];
  readonly trust: Trust;
  readonly store: SecurityStore;
  /** Revocation data given and revocation data that the file brings. */
  readonly revocation: RevocationData;
  readonly proofs: ReadonlyMap<CheckedSignature, Proof>;
  readonly options: VerifyOptions;
}

/** What every revision after the first intact signature did. */
function changesAfterFirst(file: PdfFile, forms: readonly Form[], checked: readonly CheckedSignature[]): Change[] {
  const first = Math.min(...checked.filter(({ intact }) => intact).map(({ found }) => found.revision));
  const references = new ReferenceIndex(file);
  const changes: Change[] = [];
  for (let index = first + 1; index < file.revisions.length; index += 1) {
    for (const change of changesIn(file, forms, index, references)) {
      const signed = change.kind === 'field-filled' ? { signedBy: signersSince(checked, change.revision) } : {};
      changes.push({ ...change, ...signed });
    }
  }
  return changes;
}

function judge(signature: CheckedSignature, index: number, context: JudgingContext): SignatureVerdict {
  const { found, data, signer, intact } = signature;
  const { file, options } = context;
  const reasons: ReasonCode[] = [...signature.reasons];
  if (found.removedIn !== undefined) reasons.push('signature-removed');
  const { proofs, revocation } = context;
  const later = context.checked.filter(
    (other) =>
      other.kind === 'timestamp' && other.found.revision > found.revision && proofs.get(other)?.time !== undefined,
  );
  const time = bestTime(signature, later, context);
  reasons.push(...(proofs.get(signature)?.reasons ?? []));
  let level: SignatureVerdict['level'] = 'none';
  if (intact && signer !== undefined && data !== undefined && signature.kind === 'signature') {
    const certificates = [...data.certificates, ...context.store.certificates];
    const { softRevocation } = options;
    const judged = judgeTrust({ signer, certificates, trust: context.trust, revocation, time, softRevocation });
    reasons.push(...judged.reasons);
    const storeRevision = file.revisions.findIndex((_, at) => file.view(at).catalog?.entries.has('DSS') === true);
    level = signatureLevel({
      signature,
      path: judged.path,
      time,
      store: context.store,
      laterTimestamps: later,
      storeRevision: storeRevision < 0 ? Number.POSITIVE_INFINITY : storeRevision,
    });
  }
  if (intact && signature.kind === 'signature' && time.proven === undefined) reasons.push('time-claimed-only');

  const view = file.view(found.revision);
  const form = context.forms[found.revision];
  const field = form?.fields.get(found.field);
  const permissions =
    found.dictionary === undefined ? undefined : readPermissions(view, found.dictionary, field?.dictionary);
  let changesAfter = intact ? context.changes.filter(({ revision }) => revision > found.revision + 1) : [];
  if (permissions !== undefined && form !== undefined) {
    const judging: ChangeContext = {
      permissions,
      form,
      lastCovered: lastCovered(context),
      changes: options.changes ?? 'prepared',
    };
    changesAfter = changesAfter.map((change) => ({ ...change, reason: judgeChange(change, judging) }));
    reasons.push(...changesAfter.flatMap(({ reason }) => reason ?? []));
  }
  const sorted = sortedReasons(reasons.map((reason) => weighSha1(reason, time, options)));
  const place = field === undefined ? {} : whereIs({ after: view }, field);
  return {
    index,
    field: found.field,
    kind: signature.kind,
    verdict: wordFor(sorted, options.changes === 'permitted' ? toleratedWhenPermitted : undefined),
    reasons: sorted,
    signer: describeSigner(signer),
    issuer: issuerOf(signer),
    certificateValid: { from: signer?.notBefore.toISOString() ?? '', until: signer?.notAfter.toISOString() ?? '' },
    fingerprint: signer?.fingerprint ?? '',
    ...shownTime(time),
    coverage: coverageOf(signature, file),
    revision: signature.range !== undefined && 'covered' in signature.range ? found.revision + 1 : 0,
    changesAfter,
    ...(permissions?.certification === undefined ? {} : { certification: permissions.certification }),
    ...(permissions?.locked === undefined ? {} : { lockedFields: permissions.locked }),
    level,
    subFilter: signature.subFilter,
    digest: data?.digest ?? '',
    ...('page' in place && place.page !== undefined ? { page: place.page } : {}),
  };
}

const toleratedWhenPermitted: ReadonlySet<ReasonCode> = new Set(['fields-added-after-certification']);

/** The earliest moment at which the signature is proven to exist: its own timestamp, or a later one over the file. */
function bestTime(
  signature: CheckedSignature,
  later: readonly CheckedSignature[],
  { proofs, options }: JudgingContext,
): SigningTime {
  const times = [signature, ...later].map((one) => proofs.get(one)?.time).filter((time) => time !== undefined);
  return { proven: earliest(times), claimed: signature.claimed, at: options.at };
}

/** SHA-1 is borne with only where a timestamp proves the signature older than the policy's date, and never in silence. */
function weighSha1(reason: ReasonCode, { proven }: SigningTime, { sha1Before }: VerifyOptions): ReasonCode {
  const old = proven !== undefined && sha1Before !== undefined && proven < sha1Before;
  return reason === 'sha1' && old ? 'sha1-before-limit' : reason;
}

function shownTime({ proven, claimed }: SigningTime): Pick<SignatureVerdict, 'signedAt' | 'timeSource'> {
  if (proven !== undefined) return { signedAt: proven.toISOString(), timeSource: 'timestamp' };
  if (claimed !== undefined) return { signedAt: claimed.toISOString(), timeSource: 'claimed' };
  return { timeSource: 'none' };
}

function coverageOf({ range, found }: CheckedSignature, file: PdfFile): SignatureVerdict['coverage'] {
  if (range === undefined || !('covered' in range)) return 'broken';
  return found.revision === file.revisions.length - 1 && file.trailingBytes === 0 ? 'whole-file' : 'earlier-revision';
}

/** Number of the last revision that an intact signature covers; anybody can get a timestamp. */
const lastCovered = ({ checked }: JudgingContext): number =>
  Math.max(
    0,
    ...checked.filter(({ intact, kind }) => intact && kind === 'signature').map(({ found }) => found.revision + 1),
  );

/** Fields that were filled after the first signature and may be: what is said in words beside the verdict. */
function allowedChanges(context: JudgingContext): Change[] {
  const { file, checked, forms, options } = context;
  const changes = context.changes.filter(({ kind }) => kind === 'field-filled');
  if (changes.length === 0) return [];
  const first = checked.find(({ intact, kind }) => intact && kind === 'signature');
  const form = first === undefined ? undefined : forms[first.found.revision];
  if (first?.found.dictionary === undefined || form === undefined) return [];
  const view = file.view(first.found.revision);
  const permissions = readPermissions(view, first.found.dictionary, form.fields.get(first.found.field)?.dictionary);
  const judging: ChangeContext = {
    permissions,
    form,
    lastCovered: lastCovered(context),
    changes: options.changes ?? 'prepared',
  };
  return changes.flatMap((change) => {
    if (change.revision <= first.found.revision + 1) return [];
    const reason = judgeChange(change, judging);
    return ['note', 'filled'].includes(severityOf[reason]) ? [{ ...change, reason }] : [];
  });
}

/** Who signed the file as it was after a revision (1 = first), each once, in the order they signed. */
function signersSince(checked: readonly CheckedSignature[], revision: number): string[] {
  const covering = checked.filter(
    (one) => one.kind === 'signature' && one.intact && one.found.revision + 1 >= revision,
  );
  return [...new Set(covering.map(({ signer, found }) => describeSigner(signer).commonName || found.field))];
}
