import { createHash } from 'node:crypto';
import { FewAtOnce } from '../few-at-once.ts';

/** Each holds memory, and more of them are done no sooner; a few long ones keep no short one waiting. */
const fewAtOnce = new FewAtOnce(16);

/** The SHA-256, in hexadecimal, of bytes that are made or read here as they are asked for; few are at once in a process. */
export async function digestOf(bytes: () => AsyncIterable<Uint8Array>): Promise<string> {
  return await fewAtOnce.run(async () => {
    const hash = createHash('sha256');
    for await (const piece of bytes()) hash.update(piece);
    return hash.digest('hex');
  });
}
