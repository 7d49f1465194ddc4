import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../../server/signing/contract.ts';
import { api } from '../../../api/client.ts';
import { fromBase64, toBase64 } from '../keys/base64.ts';
import type { PersonalKey } from '../keys/personal-key.ts';

const signing = api(signingContract);

/** The document as it lies on the screen, and the key that is open. */
export interface Signing {
  readonly document: OutgoingView;
  readonly fileSha256: string;
  readonly key: PersonalKey;
  /** Kinds of findings that the leader has seen. */
  readonly seen: readonly string[];
  /** Ids of the files beside that were opened on the page. */
  readonly opened: readonly string[];
}

/**
 * Signs the shown version (*ký số*): the server prepares what the key must sign, the key signs it here, the server checks and embeds
 * it. Beginning again is harmless, so every try begins with a key of its own; completing carries the key of the form.
 */
export async function signDocument(
  { document, fileSha256, key, seen, opened }: Signing,
  idempotencyKey: string,
): Promise<void> {
  const begun = await signing.beginSignature({
    params: { documentId: document.id },
    body: {
      version: document.version,
      fileSha256,
      certificates: [key.certificate, ...key.chain].map(toBase64),
      ...(seen.length > 0 ? { seen: [...seen] } : {}),
      opened: [...opened],
    },
    idempotencyKey: crypto.randomUUID(),
  });
  const signature = await key.sign(fromBase64(begun.signedAttributes));
  await signing.completeSignature({
    params: { documentId: document.id, signatureId: begun.signatureId },
    body: { signature: toBase64(signature) },
    idempotencyKey,
  });
}
