import { createHash, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { createWhole } from '../../server/platform/state/durable-file.ts';
import { newEd25519Key } from '../../server/platform/state/ed25519-key.ts';
import { readOptions } from '../options.ts';

const schema = z.object({ key: z.string().min(1), public: z.string().min(1) });

/** Makes the key of a directory's authority: the private half for a file kept away, the public half for every operator to pin. */
export const command: Command = {
  usage: '--key KEY.pem --public PUBLIC.pem [--json]',
  summary: 'Tạo khoá của cơ quan lập danh bạ liên thông: phần bí mật để ký, phần công khai để các hệ thống ghim.',
  async run(args, context) {
    const { json, key, public: publicFile } = readOptions(args, schema);
    const secret = newEd25519Key();
    const publicKey = createPublicKey(secret);
    await writeNew(key, secret, 0o600);
    await writeNew(publicFile, publicKey.export({ format: 'pem', type: 'spki' }).toString(), 0o644);
    const sha256 = createHash('sha256')
      .update(publicKey.export({ format: 'der', type: 'spki' }))
      .digest('hex');
    const said = `Đã tạo ${key} (cất giữ như con dấu, sao lưu riêng) và ${publicFile}, SHA-256 ${sha256}`;
    context.print(json ? JSON.stringify({ sha256 }) : said);
    return 0;
  },
};

/** A key is never written over another. */
async function writeNew(file: string, content: string, mode: number): Promise<void> {
  const isNew = await createWhole(file, content, mode).catch((cause: unknown) => {
    throw new DomainError('malformed', 'file-not-writable', `Không ghi được tệp ${file}`, { cause });
  });
  if (!isNew) throw new DomainError('conflict', 'file-exists', `Đã có tệp ${file}; khoá không ghi đè lên tệp nào`);
}
