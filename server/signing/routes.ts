import { X509Certificate } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { sayFinding } from '../pdf-signatures/produce/preflight/preflight-texts.ts';
import { goneSignal, routes } from '../platform/api/http.ts';
import { DomainError, notFound } from '../platform/errors.ts';
import { files } from '../platform/files/files.ts';
import { unlessAnswered } from '../platform/ledger/idempotency.ts';
import { readIncoming } from '../registry/incoming/queries.ts';
import type { OutgoingDocument } from '../registry/outgoing/outgoing-document.ts';
import { readOutgoing } from '../registry/outgoing/queries.ts';
import { signingContract } from './contract.ts';
import { demoKeyOf } from './keys/demo-key.ts';
import { stampedRendition } from './renditions/stamped-rendition.ts';
import { beginDocumentSignature } from './signatures/begin-signature.ts';
import { recallBegun } from './signatures/begun-signature.ts';
import { completeDocumentSignature } from './signatures/complete-signature.ts';
import { preflightInWorker } from './signatures/preflight-in-worker.ts';
import type { SignatureSession } from './signatures/signature-session.ts';
import { admitPublicCheck } from './verification/public-check.ts';
import { verificationOf, verificationView, verifyForAnybody } from './verification/verification-of.ts';
import { verifyUpload } from './verification/verify-upload.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function whatToSign({ id, begun, expiresAt }: SignatureSession) {
  const { signedAttributes, hash, hashAlgorithm, certificate } = recallBegun(begun, new Uint8Array());
  const isEcdsa = new X509Certificate(certificate).publicKey.asymmetricKeyType === 'ec';
  return {
    signatureId: id,
    expiresAt: expiresAt.toISOString(),
    signedAttributes: base64(signedAttributes),
    hash: base64(hash),
    hashAlgorithm: hashAlgorithm === 'sha256' ? 'SHA-256' : 'SHA-384',
    signatureAlgorithm: isEcdsa ? 'ECDSA' : 'RSASSA-PKCS1-v1_5',
  } as const;
}

function whatWasSigned({ id, state, main }: OutgoingDocument) {
  return { documentId: id, state: state.status, fileSha256: main?.sha256 ?? '' };
}

export const signingRoutes = routes(
  signingContract,
  {
    beginSignature: ({ params, body }, actor) =>
      unlessAnswered(actor, () => beginDocumentSignature(actor, { ...params, ...body }, whatToSign)),
    completeSignature: ({ params, body }, actor) =>
      unlessAnswered(actor, () => completeDocumentSignature(actor, { ...params, ...body }, whatWasSigned)),
    preflight: async ({ params }, actor) => {
      const { main } = await readOutgoing(actor, params.documentId);
      if (!main) throw new DomainError('conflict', 'nothing-to-sign', 'There is no file to sign');
      const findings = await preflightInWorker(await files().forWorker(main.sha256));
      return { fileSha256: main.sha256, findings: findings.map(sayFinding) };
    },
    verifyFile: async ({ file }, _actor, exchange) => {
      try {
        return verificationView(await verifyForAnybody(file.path, goneSignal(exchange)));
      } finally {
        await rm(file.path, { force: true });
      }
    },
    verifyIncoming: async ({ params }, actor) => {
      const { files, issuer } = await readIncoming(actor, params.documentId);
      return await verificationOf(files, issuer.agencyId);
    },
    verifyUpload: ({ params, query }, actor) => verifyUpload(actor, params.uploadId, query.from),
    stampedRendition: ({ params }, actor) => stampedRendition(actor, params.documentId),
    verifyOutgoing: async ({ params }, actor) => {
      const { main } = await readOutgoing(actor, params.documentId);
      if (!main) throw new DomainError('conflict', 'nothing-to-verify', 'The document has no file yet');
      return await verificationOf([main]);
    },
    getDemoKey: async (_checked, actor) => {
      const key = await demoKeyOf(actor);
      if (!key) throw notFound();
      return key;
    },
  },
  { verifyFile: admitPublicCheck },
);
