import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ownDeployment } from '../../server/exchange/directory/own-deployment.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { reading } from '../acting.ts';
import { readOptions } from '../options.ts';

/** Shows by which id and key directories know this deployment; makes both at the first need. */
export const command: Command = {
  usage: '[--json]',
  summary: 'Mã và khoá công khai của hệ thống này trong danh bạ liên thông.',
  async run(args, context) {
    const { json } = readOptions(args, z.object({}));
    const { id, publicKey } = await reading(context, ({ keysFolder }) => ownDeployment(keysFolder));
    const sha256 = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
    const lines = [`Mã hệ thống  ${id}`, `Khoá         ${publicKey}`, `SHA-256      ${sha256}`];
    context.print(json ? JSON.stringify({ id, publicKey, sha256 }) : lines.join('\n'));
    return 0;
  },
};
