import { createPublicKey, verify } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { type SignedTreeHead, type TreeHead, treeHead } from './tree-head.ts';

/** The text that is signed. */
export function treeHeadText(head: TreeHead): string {
  return canonicalJson(head);
}

/** What a signed head says, once its signature fits; refuses anything else as `tree-head-invalid`. */
export function readTreeHead({ text, signature, publicKey }: SignedTreeHead): TreeHead {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const isSigned =
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
    if (!isSigned) throw new Error('The signature does not fit');
    const head = treeHead.parse(JSON.parse(text));
    if (treeHeadText(head) !== text) throw new Error('The text is not canonical');
    return head;
  } catch (cause) {
    throw new DomainError('invalid', 'tree-head-invalid', 'This is no head of a log, or not signed by its key', {
      cause,
    });
  }
}
