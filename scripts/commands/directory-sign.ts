import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { readDirectoryList } from '../../server/exchange/directory/versions/directory-list.ts';
import { signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { isEd25519Key } from '../../server/platform/state/ed25519-key.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { writeWhole } from '../sign-a-file.ts';

const schema = z.object({ key: z.string().min(1), out: z.string().min(1) });

/** Signs a list of agencies as the directory's authority, byte for byte as it is written; refuses one that nobody would take. */
export const command: Command = {
  usage: 'LIST.json --key KEY.pem --out DIRECTORY.json [--json]',
  summary: 'Kiểm tra và ký danh sách cơ quan liên thông bằng khoá của cơ quan lập danh bạ.',
  async run(args, context) {
    const { options, file } = readOptionsAndFile(args, schema);
    const content = await readNamedFile(file);
    const { serial, validUntil, agencies, deployments } = readDirectoryList(content);
    const signature = sign(null, content, await keyIn(options.key));
    await writeWhole(options.out, Buffer.from(`${signedThingText({ content, signature })}\n`));
    const signed = { serial, validUntil, agencies: agencies.length, deployments: deployments.length };
    const said = `Đã ký danh bạ số ${serial}: ${agencies.length} cơ quan, ${deployments.length} hệ thống; ${options.out}`;
    context.print(options.json ? JSON.stringify(signed) : said);
    return 0;
  },
};

async function keyIn(file: string): Promise<KeyObject> {
  const text = (await readNamedFile(file)).toString('utf8');
  if (isEd25519Key(text)) return createPrivateKey(text);
  throw new DomainError('invalid', 'not-a-directory-key', `${file}: không phải khoá bí mật của danh bạ`);
}
