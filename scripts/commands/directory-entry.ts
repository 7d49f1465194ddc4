import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { headKeyIn } from '../../server/audit/keys/head-signer.ts';
import { logKeysFolder } from '../../server/audit/keys/log-keys-folder.ts';
import { ownDeployment, useOwnDeployment } from '../../server/exchange/directory/own-deployment.ts';
import { ownEntry } from '../../server/exchange/directory/own-entry.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import type { Config } from '../../server/platform/state/config.ts';
import { publicHalfOf } from '../../server/platform/state/ed25519-key.ts';
import { limitAttachments } from '../../server/platform/uploads/upload-limits.ts';
import { agencyKeysFolder, agencyKeysInFiles } from '../../server/signing/keys/agency-keys.ts';
import { useAgencyKeys } from '../../server/signing/keys/agency-keys-in-use.ts';
import { reading } from '../acting.ts';
import { readOptions } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

const options = z.object({ collects: z.boolean().default(false) });

/** Prints what the authority needs to list this deployment and its agencies; nothing in it is secret. */
export const command: Command = {
  usage: '[--collects] [--json]',
  summary:
    'In mục của hệ thống này và các cơ quan đặt ở đây, để gửi cơ quan lập danh bạ (--collects: hệ thống tự đi lấy, không có địa chỉ vào).',
  async run(args, context) {
    const { collects } = readOptions(args, options);
    const entry = await reading(context, async (config) => {
      const { keysFolder, production, attachmentBytes } = config;
      limitAttachments(attachmentBytes);
      useOwnDeployment(keysFolder);
      useAgencyKeys(agencyKeysInFiles({ folder: agencyKeysFolder(keysFolder), production }));
      const logKey = await readNamedFile(headKeyIn(logKeysFolder(keysFolder)));
      return await ownEntry({
        own: await ownDeployment(keysFolder),
        address: collects ? null : addressOf(config),
        logKey: publicHalfOf(createPrivateKey(logKey)),
        at: currentTime(),
      });
    });
    context.print(JSON.stringify(entry, null, 2));
    return 0;
  },
};

function addressOf({ publicUrl }: Config): string {
  if (publicUrl) return new URL('/api/exchange/v1', publicUrl).href;
  throw new DomainError('malformed', 'no-public-url', 'Đặt PUBLIC_URL là địa chỉ của hệ thống, hoặc dùng --collects');
}
