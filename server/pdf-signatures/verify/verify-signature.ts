import { createHash } from 'node:crypto';
import { type Certificate, publicKeyOf } from '../crypto/certificates/certificate.ts';
import type { Trust } from '../crypto/certificates/trust-list.ts';
import { derBytes } from '../crypto/der-reader.ts';
import { oid } from '../crypto/oids.ts';
import { weaknessOf } from '../crypto/signature-algorithm.ts';
import { checkSignature, readSignedData, type SignedData } from '../crypto/signed-data.ts';
import { type TimestampVerdict, verifyTimestampToken } from '../crypto/timestamp-token.ts';
import { type SignedRange, signedRange } from '../pdf/reader/byte-range.ts';
import { parsePdfDate } from '../pdf/reader/pdf-date.ts';
import type { PdfFile } from '../pdf/reader/pdf-file.ts';
import { isName, isString, textOf } from '../pdf/reader/pdf-objects.ts';
import type { FoundSignature } from '../pdf/reader/signature-fields.ts';
import type { ReasonCode } from '../verification.ts';

/** One signature after its own bytes were judged (steps 1–4 and 6 of docs/signing.md); trust and later changes come after. */
export interface CheckedSignature {
  readonly found: FoundSignature;
  readonly kind: 'signature' | 'timestamp';
  readonly subFilter: string;
  readonly range: SignedRange | undefined;
  readonly data: SignedData | undefined;
  readonly signer: Certificate | undefined;
  /** The timestamp over the signature value, or the document timestamp itself. */
  readonly timestamp: TimestampVerdict | undefined;
  readonly claimed: Date | undefined;
  readonly reasons: readonly ReasonCode[];
  /** Digest right, value right: the covered bytes are those that were signed. */
  readonly intact: boolean;
}

const integrityReasons: ReadonlySet<ReasonCode> = new Set(['no-signing-certificate-attribute']);

/** Judges one signature over its bytes: range, container, digest, value, certificate binding, timestamp. */
export function verifySignatureBytes(
  file: PdfFile,
  found: FoundSignature,
  trust: Trust,
  certificates: readonly Certificate[],
): CheckedSignature {
  const view = file.view(found.revision);
  const { dictionary } = found;
  const name = dictionary === undefined ? null : view.get(dictionary, 'SubFilter');
  const subFilter = isName(name) ? name.name : '';
  const moment = dictionary === undefined ? null : view.get(dictionary, 'M');
  const base = {
    found,
    kind: subFilter === 'ETSI.RFC3161' ? ('timestamp' as const) : ('signature' as const),
    subFilter,
    claimed: isString(moment) ? parsePdfDate(textOf(moment)) : undefined,
  };
  const failed = (reason: ReasonCode, range?: SignedRange): CheckedSignature => ({
    ...base,
    range,
    data: undefined,
    signer: undefined,
    timestamp: undefined,
    reasons: [reason],
    intact: false,
  });
  if (dictionary === undefined) return failed('signature-malformed');
  const range = signedRange(file, found, dictionary);
  if ('reason' in range)
    return { ...failed(range.reason, range), ...signerOfUnreadable(dictionary.entries.get('Contents')) };
  if (!['ETSI.RFC3161', 'ETSI.CAdES.detached', 'adbe.pkcs7.detached'].includes(subFilter))
    return failed('unsupported-format', range);
  const digestOf = (hash: string): Buffer =>
    range.covered.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
  if (base.kind === 'timestamp')
    return checkDocumentTimestamp(
      { ...base, range },
      verifyTimestampToken(range.contents, digestOf, trust, certificates),
    );
  try {
    return checkContainer({ ...base, range }, readSignedData(range.contents), digestOf, trust, certificates);
  } catch {
    return failed('cms-malformed', range);
  }
}

type Base = Pick<CheckedSignature, 'found' | 'kind' | 'subFilter' | 'range' | 'claimed'>;

function checkContainer(
  base: Base,
  data: SignedData,
  digestOf: (hash: string) => Buffer,
  trust: Trust,
  certificates: readonly Certificate[],
): CheckedSignature {
  const reasons: ReasonCode[] = [...checkSignature(data, digestOf(data.digest))];
  if (data.content !== undefined || data.contentType !== oid.data) reasons.push('cms-malformed');
  const intact = reasons.every((reason) => integrityReasons.has(reason));
  if (data.malformedUnsigned) reasons.push('malformed-unsigned-attribute');
  const weakness = data.signer === undefined ? undefined : weaknessOf(data.algorithm, publicKeyOf(data.signer));
  if (weakness !== undefined) reasons.push(weakness);
  const token = data.unsignedAttributes.get(oid.signatureTimeStamp);
  const imprint = (hash: string): Buffer => createHash(hash).update(data.value).digest();
  const timestamp =
    token === undefined
      ? undefined
      : verifyTimestampToken(derBytes(token), imprint, trust, [...data.certificates, ...certificates]);
  return {
    ...base,
    data,
    signer: data.signer,
    timestamp,
    reasons: [...reasons, ...(timestamp?.reasons ?? [])],
    intact,
  };
}

/** A document timestamp is judged like a signature: what breaks it breaks the claim over the covered bytes. */
function checkDocumentTimestamp(base: Base, timestamp: TimestampVerdict): CheckedSignature {
  const broken = timestamp.reasons.includes('timestamp-broken');
  const reasons = timestamp.reasons.map((reason): ReasonCode => {
    if (reason === 'timestamp-broken') return 'digest-mismatch';
    return reason === 'timestamp-untrusted' ? 'untrusted-root' : reason;
  });
  return { ...base, data: timestamp.data, signer: timestamp.data?.signer, timestamp, reasons, intact: !broken };
}

/** Who had signed a file that was saved anew: told from the container, which proves nothing any more. */
function signerOfUnreadable(
  contents: Parameters<typeof isString>[0],
): Partial<Pick<CheckedSignature, 'data' | 'signer'>> {
  if (!isString(contents)) return {};
  try {
    const data = readSignedData(contents.bytes);
    return { data, signer: data.signer };
  } catch {
    return {}; // nothing can be said of the signer
  }
}
