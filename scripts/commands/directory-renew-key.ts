import { createHash } from 'node:crypto';
import { z } from 'zod';
import { renewDeploymentKey, useOwnDeployment } from '../../server/exchange/directory/own-deployment.ts';
import { renewEncryptionKey } from '../../server/exchange/directory/own-encryption-keys.ts';
import { agencyCode } from '../../server/identity/contract.ts';
import { currentTime } from '../../server/platform/clock.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { reading } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readOptions } from '../options.ts';

const DAY_MS = 24 * 3600_000;

const options = z.object({
  agency: agencyCode.exactOptional(),
  /** An old key stays beside the new one for 30 days or more, unless it was laid open. */
  days: z.coerce.number().int().min(30).max(400).default(60),
  exposed: z.boolean().default(false),
});

/** Renews the key of this deployment, or the one that others seal with for an agency; the former one goes on beside it. */
export const command: Command = {
  usage: '[--agency H99.08] [--days 60 | --exposed] [--json]',
  summary:
    'Thay khoá của hệ thống này, hoặc khoá niêm phong của một cơ quan; khoá cũ còn dùng song song (--exposed: đã lộ, thôi dùng ngay). Sau đó gửi mục mới cho cơ quan lập danh bạ.',
  async run(args, context) {
    const { json, agency: code, days, exposed } = readOptions(args, options);
    const now = currentTime();
    const until = new Date(now.getTime() + (exposed ? 0 : days * DAY_MS));
    const key = await reading(context, async ({ keysFolder }) => {
      useOwnDeployment(keysFolder);
      if (code === undefined) return Buffer.from((await renewDeploymentKey(keysFolder, until)).publicKey, 'base64');
      return (await renewEncryptionKey(await agencyOfCode(code), until)).certificate;
    });
    const answer = {
      ...{ key: code === undefined ? 'deployment' : 'encryption', agency: code ?? null },
      ...{ sha256: createHash('sha256').update(key).digest('hex'), formerUntil: exposed ? null : until.toISOString() },
    };
    const former = exposed ? 'Khoá cũ thôi dùng.' : `Khoá cũ còn dùng đến ${until.toISOString()}.`;
    const lines = [
      `Đã thay khoá. SHA-256 ${answer.sha256}`,
      former,
      'Hãy gửi "vanban directory entry" cho cơ quan lập danh bạ.',
    ];
    context.print(json ? JSON.stringify(answer) : lines.join('\n'));
    return 0;
  },
};
