import type { KeyObject } from 'node:crypto';
import {
  SignatureError,
  SignatureErrorCode,
  type UntrustedSignatureCandidate,
  type Verifier,
  verifySignature,
} from 'http-message-sig';
import { contentDigestOf } from '../api/content-digest.ts';
import { DomainError } from '../errors.ts';
import { ALGORITHM, COVERED, messageOf, PARAMETERS, TAG, verifierOf } from './attempt.ts';
import { takeNonce } from './attempt-nonces.ts';

/** A request as it came in. */
export interface ArrivedAttempt {
  readonly method: string;
  /** The address by which this deployment is known, with path and query of the request letter for letter as they came. */
  readonly targetUri: string;
  /** Every line of every header (`IncomingMessage.headersDistinct`). */
  readonly headers: Readonly<NodeJS.Dict<string[]>>;
}

/** What a signature proves of a request. */
export interface VerifiedAttempt {
  readonly keyId: string;
  /** What was signed of the body, which is still to come: `requireBody` compares it. */
  readonly contentDigest: string;
}

/** The public keys in force under an id; none when nobody bears it. */
export type KeysOf = (keyId: string) => Promise<readonly KeyObject[]>;

const MOST_SKEW_SECONDS = 5 * 60;
/** 16 random bytes or more, in base64url. */
const nonceForm = /^[A-Za-z0-9_-]{22,128}$/;

/**
 * Verifies that a request was signed, just now and for this one time, by a key in force (docs/exchange-protocol.md, section 6). Refuses with
 * `attempt-malformed` what bears no signature of this form, `clock-skew` what was not made within 5 minutes of now, `attempt-invalid` what
 * none of the keys has signed, `attempt-replayed` a nonce that came before, to any process on this database.
 */
export async function verifyAttempt(arrived: ArrivedAttempt, keysOf: KeysOf, now: Date): Promise<VerifiedAttempt> {
  const fields = fieldsOf(arrived);
  const verifier = async (candidate: UntrustedSignatureCandidate) => {
    const { keyid, created } = formOf(candidate);
    requireFresh(created, now);
    return verifierOf(await keysOf(keyid));
  };
  const { nonce, keyid } = formOf(await verified(arrived, fields, verifier));
  await takeNonce({ keyId: keyid, nonce }, now);
  return { keyId: keyid, contentDigest: fields['content-digest'] };
}

/** Refuses with `attempt-invalid` a body that is not the one whose digest was signed; `sha256` is that of the bytes that came, in hex. */
export function requireBody({ contentDigest }: VerifiedAttempt, sha256: string): void {
  if (contentDigestOf(sha256) !== contentDigest) throw invalid('The body is not the one whose SHA-256 was signed');
}

/** The headers that bear the signature, each of which stands once: of two lines, a proxy could read the other. */
function fieldsOf({ headers }: ArrivedAttempt) {
  const only = (name: string) => {
    const [value, ...more] = headers[name] ?? [];
    if (value === undefined || more.length > 0) throw malformed(`An attempt has one header ${name}`);
    return value;
  };
  return {
    'content-digest': only('content-digest'),
    'signature-input': only('signature-input'),
    signature: only('signature'),
  };
}

async function verified(
  { method, targetUri }: ArrivedAttempt,
  fields: Readonly<Record<string, string>>,
  resolveVerifier: (candidate: UntrustedSignatureCandidate) => Promise<Verifier>,
) {
  const policy = {
    algorithms: [ALGORITHM],
    requiredComponents: COVERED,
    requiredParameters: PARAMETERS,
    // When it was made is judged here, with an answer of its own.
    clockSkew: Number.MAX_SAFE_INTEGER,
  };
  try {
    return await verifySignature(messageOf(method, targetUri, fields), { policy, resolveVerifier });
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof SignatureError)) return error;
  switch (error.code) {
    case SignatureErrorCode.ResolverFailed:
      return error.cause;
    case SignatureErrorCode.VerificationFailed:
      return invalid('No key in force of this deployment signed this request', error);
    default:
      return malformed('The signature is not of the form that an attempt has', error);
  }
}

/** The parameters of a signature, when it covers what an attempt covers and says of itself what an attempt says, no less and no more. */
function formOf({ components, parameters }: Pick<UntrustedSignatureCandidate, 'components' | 'parameters'>) {
  const covers = components.map(({ name, parameters }) => (Object.keys(parameters).length > 0 ? `${name};` : name));
  if (covers.join(' ') !== COVERED.join(' ')) throw malformed(`An attempt covers ${COVERED.join(', ')}, in this order`);
  const { created, nonce, keyid, tag } = parameters;
  if (Object.keys(parameters).length !== PARAMETERS.length || created === undefined || keyid === undefined)
    throw malformed(`An attempt says ${PARAMETERS.join(', ')}, each once`);
  if (tag !== TAG) throw malformed(`The tag of an attempt is ${TAG}`);
  if (nonce === undefined || !nonceForm.test(nonce))
    throw malformed('A nonce is 16 random bytes or more in base64url, at most 128 characters');
  return { created, nonce, keyid };
}

function requireFresh(created: number, now: Date): void {
  if (Math.abs(created - now.getTime() / 1000) <= MOST_SKEW_SECONDS) return;
  throw new DomainError(
    'malformed',
    'clock-skew',
    `This request was not made within 5 minutes of ${now.toISOString()}`,
  );
}

function malformed(detail: string, cause?: unknown): DomainError {
  return new DomainError('malformed', 'attempt-malformed', detail, { cause });
}

function invalid(detail: string, cause?: unknown): DomainError {
  return new DomainError('unauthenticated', 'attempt-invalid', detail, { cause });
}
