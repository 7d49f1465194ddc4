import type { KeyObject } from 'node:crypto';
import { type Certificate, tryReadCertificate } from '../../../pdf-signatures/crypto/certificates/certificate.ts';
import { certificatePath } from '../../../pdf-signatures/crypto/certificates/certificate-path.ts';
import { type RevocationData, revocationStatus } from '../../../pdf-signatures/crypto/certificates/revocation.ts';
import { namesAgency } from '../../../pdf-signatures/verify/names-agency.ts';
import { dayInVietnam } from '../../../platform/calendar.ts';
import { successorsOn } from '../../directory/directory-lookups.ts';
import { inForceAt } from '../../directory/listed-keys.ts';
import type { DirectoryList } from '../../directory/versions/directory-list.ts';
import type { Doubt, Remark, SignatureFound } from './evidence-report.ts';

/** Whom the person who checks believes: nothing of it comes out of the container. */
export interface TrustGiven {
  readonly roots: readonly Certificate[];
  /** The key of the directory’s authority. */
  readonly directoryKey?: KeyObject | undefined;
}

/** What helps to judge: it is believed only as far as what was given leads to it. */
export interface Helping {
  readonly certificates: readonly Certificate[];
  readonly revocation: RevocationData;
  /** The list of agencies, once its signature was found to be that of the given key. */
  readonly directory: DirectoryList | undefined;
}

/** A signature that is good over its bytes. */
export interface GoodSignature {
  readonly member: string;
  readonly party: SignatureFound['party'];
  /** The code of another agency, in whose place it speaks. */
  readonly inPlaceOf?: string;
  readonly signer: Certificate;
  readonly certificates: readonly Certificate[];
  /** When it was made, as the signed texts say. */
  readonly at: Date;
}

export interface Belief {
  readonly by: SignatureFound['believedBy'];
  readonly doubts: readonly Doubt[];
  readonly remarks: readonly Remark[];
}

/**
 * Whether a signature is the named agency’s for whoever checks: the directory whose key they gave names its certificate for that agency, in force at the
 * moment; or a path leads from it to one of their roots, nothing on it was revoked then, and it is made out to that agency. Who speaks in the place of
 * another is believed where that directory says that the other was merged into it.
 */
export function believe(signature: GoodSignature, trust: TrustGiven, helping: Helping): Belief {
  const { by, doubts, remarks } = believeAlone(signature, trust, helping);
  if (by === null || standsInPlace(signature, helping.directory)) return { by, doubts, remarks };
  return doubted({ code: 'speaks-for-another', member: signature.member });
}

function standsInPlace({ party, inPlaceOf, at }: GoodSignature, directory: DirectoryList | undefined): boolean {
  if (inPlaceOf === undefined) return true;
  const agencies = new Map(directory?.agencies.map((agency) => [agency.code, agency]));
  return successorsOn(agencies, inPlaceOf, dayInVietnam(at)).includes(party.code);
}

function believeAlone(signature: GoodSignature, trust: TrustGiven, helping: Helping): Belief {
  if (isListed(signature, helping.directory)) return { by: 'directory', doubts: [], remarks: [] };
  const { member, party, signer, at } = signature;
  const others = [...helping.certificates, ...signature.certificates];
  const path = certificatePath({ leaf: signer, anchors: trust.roots, others, at, purpose: 'document' });
  if (path.reasons.length > 0) return doubted({ code: 'untrusted', member, reasons: path.reasons });
  const known = { name: party.name, code: party.code, oldCode: null, parentName: null, place: '', symbol: '' };
  if (!namesAgency(signer, 'system', known)) return doubted({ code: 'names-another', member });
  const statuses = path.certificates.slice(1).map((issuer, index) => {
    const certificate = path.certificates[index] ?? signer;
    return revocationStatus(certificate, issuer, helping.revocation, at);
  });
  if (statuses.some((status) => status.status === 'revoked' && status.since <= at))
    return doubted({ code: 'revoked', member });
  const isUnknown = statuses.some(({ status }) => status === 'unknown');
  return { by: 'root', doubts: [], remarks: isUnknown ? [{ code: 'revocation-unknown', member }] : [] };
}

const doubted = (doubt: Doubt): Belief => ({ by: null, doubts: [doubt], remarks: [] });

function isListed({ party, signer, at }: GoodSignature, directory: DirectoryList | undefined): boolean {
  const agency = directory?.agencies.find(({ code }) => code === party.code);
  const signing = inForceAt(agency?.certificates ?? [], at).filter(({ purpose }) => purpose === 'signing');
  return signing.some(({ certificate }) => signer.der.equals(Buffer.from(certificate, 'base64')));
}

/** The certificates in some bytes, DER each. */
export const certificatesIn = (all: readonly Uint8Array[]): Certificate[] =>
  all.map(tryReadCertificate).filter((one) => one !== undefined);
