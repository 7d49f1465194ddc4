import { createPublicKey, verify } from 'node:crypto';
import { DomainError } from '../../platform/errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { type SignedTreeHead, type TreeHead, treeHead } from './tree-head.ts';

/** The text that is signed. */
export function treeHeadText(head: TreeHead): string {
  return canonicalJson(head);
}

const MOST_REMEMBERED = 500;
const remembered = new Map<string, TreeHead>();

/**
 * What a signed head says, once its signature fits; refuses anything else as `tree-head-invalid`. The same few heads are read again and
 * again, by each act of a group and its rehearsal: the latest good ones are remembered.
 */
export function readTreeHead(signed: SignedTreeHead): TreeHead {
  const { text, signature, publicKey } = signed;
  const key = JSON.stringify([text, signature, publicKey]);
  const known = remembered.get(key);
  if (known) return known;
  const head = verified(signed);
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, head);
  return head;
}

function verified({ text, signature, publicKey }: SignedTreeHead): TreeHead {
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
