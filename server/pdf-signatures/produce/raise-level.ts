import { DomainError } from '../../platform/errors.ts';
import { attributeOf, type Certificate, nameType, tryReadCertificate } from '../crypto/certificates/certificate.ts';
import { certificatePath, type Purpose } from '../crypto/certificates/certificate-path.ts';
import { type RevocationData, revocationStatus } from '../crypto/certificates/revocation.ts';
import { readTrustList } from '../crypto/certificates/trust-list.ts';
import { PdfFile } from '../pdf/reader/pdf-file.ts';
import { findSignatures, readForm } from '../pdf/reader/signature-fields.ts';
import { readSecurityStore } from '../verify/security-store.ts';
import { type CheckedSignature, verifySignatureBytes } from '../verify/verify-signature.ts';
import { addValidationData, type ValidationData } from './add-validation-data.ts';
import type { RevocationSource } from './authority/revocation-client.ts';
import type { Timestamper } from './authority/timestamp-client.ts';
import { addDocumentTimestamp, type BegunTimestamp, beginDocumentTimestamp } from './document-timestamp.ts';

/** The level a signature is raised to (EN 319 142-1 §6): proof of time, validation data, proof of time over both. */
export type RaisedLevel = 'T' | 'LT' | 'LTA';

/** Where proof of time and of non-revocation come from. */
export interface LevelServices {
  readonly timestamp: Timestamper;
  readonly revocation: RevocationSource;
  /** Issuers that the file itself may lack, roots too; what is collected is not thereby trusted. */
  readonly certificates: readonly Uint8Array[];
  /** The moment for which revocation is asked. */
  readonly at: Date;
}

/**
 * Raises all signatures of a file to a level by appending: a document timestamp where a signature has no proof of time, then
 * certificates and revocation data of everything signed and stamped, then a timestamp over all. On a file that is B-LTA
 * already it renews the proof (*gia hạn*): the last authority's data and a new timestamp. Refuses with
 * `revocation-data-missing` when a level would be claimed that no validator could confirm.
 */
export async function raiseLevel(pdf: Uint8Array, level: RaisedLevel, services: LevelServices): Promise<Uint8Array> {
  let file = await proveTime(pdf, services.timestamp);
  if (level === 'T') return file;
  const contents = read(file);
  file = await addValidationData(file, contents.store, await collect(contents, services));
  return level === 'LTA' ? await addDocumentTimestamp(file, services.timestamp) : file;
}

/** Appends a document timestamp where a signature of the file has no proof of time; gives the file as it is where all have it. */
export async function proveTime(pdf: Uint8Array, timestamp: Timestamper): Promise<Uint8Array> {
  return hasProvenTime(read(pdf)) ? pdf : await addDocumentTimestamp(pdf, timestamp);
}

/** The first half of it: the document timestamp to ask an authority for; nothing where all have their proof. */
export async function beginProofOfTime(pdf: Uint8Array): Promise<BegunTimestamp | undefined> {
  return hasProvenTime(read(pdf)) ? undefined : await beginDocumentTimestamp(pdf);
}

interface SignedContents {
  readonly checked: readonly CheckedSignature[];
  readonly store: ValidationData;
}

const noTrust = readTrustList({ anchors: [], intermediates: [] });

/** The signatures and timestamps of a file and its security store; refuses a file whose signatures are broken. */
function read(pdf: Uint8Array): SignedContents {
  const file = new PdfFile(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
  const views = file.revisions.map((_, index) => file.view(index));
  const forms = views.map((view, index) => readForm(view, index === views.length - 1));
  const store = readSecurityStore(file, views.length - 1);
  const checked = findSignatures(views, forms).map((found) =>
    verifySignatureBytes(file, found, noTrust, store.certificates),
  );
  const [broken] = checked.filter(({ intact }) => !intact);
  if (checked.length === 0 || broken !== undefined) {
    const what = broken === undefined ? 'no signature' : `a broken signature (${broken.found.field})`;
    throw new DomainError('invalid', 'signature-not-intact', `The file has ${what}: there is nothing to preserve`);
  }
  return { checked, store: { ...store, certificates: store.certificates.map(({ der }) => der) } };
}

/** Whether each signature is stamped itself or lies under a later document timestamp. */
function hasProvenTime({ checked }: SignedContents): boolean {
  const lastStamp = Math.max(
    -1,
    ...checked.filter(({ kind }) => kind === 'timestamp').map(({ found }) => found.revision),
  );
  return checked.every(({ kind, found, timestamp }) => {
    if (kind === 'timestamp' || found.revision < lastStamp) return true;
    return timestamp !== undefined && !timestamp.reasons.includes('timestamp-broken');
  });
}

/** Certificates and revocation data of every signer and every timestamp authority up to their roots. */
async function collect({ checked, store }: SignedContents, services: LevelServices): Promise<ValidationData> {
  const known = [...services.certificates, ...store.certificates].map(tryReadCertificate);
  const certificates = new Map<string, Certificate>();
  const crls: Uint8Array[] = [];
  const ocsps: Uint8Array[] = [];
  const asked = new Set<string>();
  for (const { leaf, purpose, embedded } of checked.flatMap(leavesOf)) {
    const pool = [...embedded, ...known.filter((one) => one !== undefined)];
    for (const [certificate, issuer] of pathOf(leaf, purpose, pool, services.at)) {
      certificates.set(certificate.fingerprint, certificate);
      certificates.set(issuer.fingerprint, issuer);
      if (asked.has(certificate.fingerprint)) continue;
      asked.add(certificate.fingerprint);
      const found = await revocationOf(certificate, issuer, store, services);
      crls.push(...found.crls);
      ocsps.push(...found.ocsps);
    }
  }
  return { certificates: [...certificates.values()].map(({ der }) => der), crls, ocsps };
}

interface Leaf {
  readonly leaf: Certificate;
  readonly purpose: Purpose;
  readonly embedded: readonly Certificate[];
}

function leavesOf({ kind, data, timestamp }: CheckedSignature): Leaf[] {
  const signer: Leaf[] =
    kind === 'signature' && data?.signer !== undefined
      ? [{ leaf: data.signer, purpose: 'document', embedded: data.certificates }]
      : [];
  const stamp = timestamp?.data;
  if (stamp?.signer === undefined) return signer;
  return [
    ...signer,
    { leaf: stamp.signer, purpose: 'timestamp', embedded: [...stamp.certificates, ...(data?.certificates ?? [])] },
  ];
}

/** Every certificate below the root with its issuer; refuses a chain whose issuers are not at hand. */
function pathOf(
  leaf: Certificate,
  purpose: Purpose,
  pool: readonly Certificate[],
  at: Date,
): (readonly [Certificate, Certificate])[] {
  const roots = pool.filter(({ issuer, subject }) => issuer.equals(subject));
  const { certificates, reasons } = certificatePath({ leaf, anchors: roots, others: pool, at, purpose });
  if (reasons.includes('untrusted-root')) {
    const message = `The issuers of "${nameOf(leaf)}" are not at hand up to their root`;
    throw new DomainError('invalid', 'issuer-missing', message);
  }
  return certificates.slice(0, -1).map((certificate, index) => [certificate, certificates[index + 1] ?? certificate]);
}

/** What the file's store or the services know; something must say that the certificate is good, or since when it is revoked. */
async function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  store: RevocationData,
  { revocation, at }: LevelServices,
): Promise<RevocationData> {
  const found = await revocation(certificate, issuer, at);
  if (revocationStatus(certificate, issuer, found, at).status !== 'unknown') return found;
  if (revocationStatus(certificate, issuer, store, at).status !== 'unknown') return { crls: [], ocsps: [] };
  const message = `Nothing says whether "${nameOf(certificate)}" was revoked`;
  throw new DomainError('unavailable', 'revocation-data-missing', message, { retryAfter: 600 });
}

const nameOf = ({ subjectName }: Certificate): string => attributeOf(subjectName, nameType.commonName) ?? '';
