import type { Partner } from '../actor.ts';
import type { SignedPartner } from '../api/http.ts';
import { currentTime } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { countRequest } from './partner-limit.ts';
import { type KeysOf, requireBody, verifyAttempt } from './verify-attempt.ts';

/** Which other deployments there are, and the name by which they know this one. */
export interface KnownPartners {
  /** Scheme, host and port of the address that others are given for this deployment: what a proxy makes of it signs nobody. None when nobody knows one. */
  readonly origin: () => Promise<string | undefined>;
  readonly keysOf: KeysOf;
  /** Told of each request that is no attempt of a known deployment, before it is refused. */
  readonly refused: (refusal: DomainError) => Promise<void>;
}

let inUse: KnownPartners | undefined;

/** Says which deployments are known; called once by the composition root. Without it, none is. */
export function usePartners(known: KnownPartners | undefined): void {
  inUse = known;
}

/**
 * The deployment that signed a request (`verifyAttempt`); refuses with `attempt-invalid` when none is known here, and with
 * `too-many-requests` what goes beyond its share.
 */
export async function authorizePartner(request: SignedRequest): Promise<SignedPartner> {
  const signed = await provenPartner(request);
  await countRequest(signed.partner);
  return signed;
}

async function provenPartner(request: SignedRequest): Promise<SignedPartner> {
  try {
    return await signedPartner(request);
  } catch (error) {
    if (error instanceof DomainError) await inUse?.refused(error);
    throw error;
  }
}

async function signedPartner(request: SignedRequest): Promise<SignedPartner> {
  const origin = await inUse?.origin();
  if (!inUse || origin === undefined) {
    throw new DomainError('unauthenticated', 'attempt-invalid', 'No other deployment is known here');
  }
  const { method, originalUrl, headersDistinct: headers } = request;
  const arrived = { method, targetUri: `${origin}${originalUrl}`, headers };
  const attempt = await verifyAttempt(arrived, inUse.keysOf, currentTime());
  const partner: Partner = { deploymentId: attempt.keyId };
  return { partner, requireBody: (sha256) => requireBody(attempt, sha256) };
}

interface SignedRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly headersDistinct: Readonly<NodeJS.Dict<string[]>>;
}
