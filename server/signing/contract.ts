import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { id, idParam, instant } from '../platform/api/schemas.ts';
import type { grants as ofRegistry } from '../registry/permissions.ts';
import type { grants } from './permissions.ts';

/** Anybody may have a PDF of this size checked. */
const MOST_VERIFIED_BYTES = 50 * 1024 * 1024;
/** How long it may be on its way: it holds a place meanwhile. */
const MOST_VERIFIED_MS = 2 * 60_000;

/** Base64 of DER or of a signature value. */
const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);

const reason = z.object({ code: z.string(), vi: z.string(), en: z.string() });

const change = z.object({
  kind: z.string(),
  vi: z.string(),
  en: z.string(),
  /** Revision of the file (1 = as first written) that made it. */
  revision: z.number().int(),
  field: z.string().nullable(),
  /** What a filled field said before and says now. */
  before: z.string().nullable(),
  value: z.string().nullable(),
  /** What the change means for the signature it is listed with. */
  reason: z.string().nullable(),
  /** Who signed the file as it was after the change; empty: nobody. */
  signedBy: z.array(z.string()).nullable(),
  page: z.number().int().nullable(),
  /** Left, bottom, right and top on that page, in points. */
  rect: z.array(z.number()).nullable(),
});

/** What is said of one signature: three words, why, who, when and how the time is known. */
const signatureView = z.object({
  index: z.number().int(),
  field: z.string(),
  kind: z.enum(['signature', 'timestamp']),
  verdict: z.enum(['valid', 'filled', 'unclear', 'invalid']),
  sentence: z.object({ vi: z.string(), en: z.string() }),
  /** Indication and sub-indication of ETSI EN 319 102-1. */
  indication: z.string(),
  subIndication: z.string().nullable(),
  reasons: z.array(reason),
  signer: z.object({
    commonName: z.string(),
    organization: z.string().nullable(),
    title: z.string().nullable(),
    serial: z.string(),
    isAgency: z.boolean(),
  }),
  issuer: z.string(),
  certificateFrom: z.string().nullable(),
  certificateUntil: z.string().nullable(),
  signedAt: instant.nullable(),
  timeSource: z.enum(['timestamp', 'claimed', 'none']),
  coverage: z.enum(['whole-file', 'earlier-revision', 'broken']),
  changesAfter: z.array(change),
  level: z.string(),
  digest: z.string(),
  subFilter: z.string(),
});

/** The whole verdict on a file: the worst signature decides. */
export const verificationView = z.object({
  /** `filled`: valid, but fields were filled in after signing, which the signature allows and nobody may take for signed. */
  verdict: z.enum(['valid', 'filled', 'unclear', 'invalid', 'no-signature']),
  /** It may stand for the original: person and agency have signed all that it says. */
  isOriginal: z.boolean(),
  sentence: z.object({ vi: z.string(), en: z.string() }),
  /** What to do about it. */
  advice: z.object({ vi: z.string(), en: z.string() }).nullable(),
  checks: z.array(z.object({ state: z.enum(['good', 'info', 'caution', 'bad']), vi: z.string(), en: z.string() })),
  signatures: z.array(signatureView),
  allowedChanges: z.array(change),
  sha256: z.string(),
  verifiedAt: instant,
  notes: z.array(z.string()),
});

const inBothLanguages = z.object({ vi: z.string(), en: z.string() });

/** One thing a file holds that its signer would not see: what, why it matters, and where. */
const preflightFinding = z.object({
  code: z.string(),
  /** Nobody can sign it; every other finding the signer may have seen and sign all the same. */
  refused: z.boolean(),
  page: z.number().int().nullable(),
  /** In points of the page, from its lower left corner. */
  rectangle: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  what: inBothLanguages,
  why: inBothLanguages,
});

export const signingContract = {
  beginSignature: {
    method: 'post',
    path: '/outgoing/:documentId/signatures',
    summary: 'Prepare the signature of the shown version: gives what the key must sign',
    permission: 'signing.sign',
    legalEffect: true,
    params: z.object({ documentId: idParam }),
    body: z.strictObject({
      version: z.number().int().min(1),
      /** SHA-256 of the file the leader sees; another one is refused with 409 version-changed. */
      fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** The signer’s certificate and its issuers, DER in base64, the signer’s first. */
      certificates: z.array(base64(12_000)).min(1).max(6),
      /** Codes of the findings the signer has seen and signs all the same; kept in the log. */
      seen: z
        .array(z.string().regex(/^[a-z-]{1,40}$/))
        .max(20)
        .optional(),
      /** Ids of the attachments and of files of the answered letter that the signer has opened; what is not among them is kept as unopened. */
      opened: z.array(id).max(100).default([]),
    }),
    status: 201,
    response: z.object({
      signatureId: z.string(),
      /** DER of the signed attributes: the signature is over their hash. */
      signedAttributes: z.string(),
      hash: z.string(),
      hashAlgorithm: z.enum(['SHA-256', 'SHA-384']),
      signatureAlgorithm: z.enum(['RSASSA-PKCS1-v1_5', 'ECDSA']),
      expiresAt: instant,
    }),
  },
  completeSignature: {
    method: 'post',
    path: '/outgoing/:documentId/signatures/:signatureId',
    summary: 'Embed the signature value; it is checked with the certificate first',
    permission: 'signing.sign',
    legalEffect: true,
    params: z.object({ documentId: idParam, signatureId: idParam }),
    body: z.strictObject({ signature: base64(2_000) }),
    response: z.object({ documentId: z.string(), state: z.string(), fileSha256: z.string() }),
  },
  preflight: {
    method: 'get',
    path: '/outgoing/:documentId/preflight',
    summary: 'What the file holds that its signer would not see: scripts, hidden text, layers, fonts that lie',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: z.object({ fileSha256: z.string(), findings: z.array(preflightFinding) }),
  },
  verifyFile: {
    method: 'post',
    path: '/verifications',
    summary: 'Check the signatures of a PDF; anybody may, and the file is not kept',
    permission: 'public',
    upload: { maxBytes: MOST_VERIFIED_BYTES, mediaTypes: ['application/pdf'], deadlineMs: MOST_VERIFIED_MS },
    response: verificationView,
  },
  verifyIncoming: {
    method: 'get',
    path: '/incoming/:documentId/verification',
    summary: 'The verdict on the signatures of an incoming document',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: verificationView,
  },
  verifyUpload: {
    method: 'get',
    path: '/uploads/:uploadId/verdict',
    summary: 'The verdict on the signatures of a file one has sent, before it gets a number',
    permission: 'registry.register',
    params: z.object({ uploadId: idParam }),
    /** The agency that issued it, once it is known: the seal must be its own. */
    query: z.object({ from: idParam.optional() }),
    response: verificationView,
  },
  stampedRendition: {
    method: 'get',
    path: '/incoming/:documentId/stamped',
    summary: 'A registered document with the arrival stamp, for printing: a rendition beside the signed file',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: 'file',
    mediaTypes: ['application/pdf'],
  },
  verifyOutgoing: {
    method: 'get',
    path: '/outgoing/:documentId/verification',
    summary: 'The verdict on the signatures of an outgoing document',
    permission: 'signed-in',
    params: z.object({ documentId: idParam }),
    response: verificationView,
  },
  getDemoKey: {
    method: 'get',
    path: '/signing/demo-key',
    summary: 'The demo key of the person signed in, with its PIN; only in a demo',
    permission: 'signing.sign',
    response: z.object({ fileName: z.string(), p12: z.string(), pin: z.string() }),
  },
} as const satisfies Contract<keyof typeof grants | keyof typeof ofRegistry>;

export type PreflightFinding = z.output<typeof preflightFinding>;
export type VerificationView = z.output<typeof verificationView>;
export type SignatureView = z.output<typeof signatureView>;
