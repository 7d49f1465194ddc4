import { z } from 'zod';
import { firstAdministratorLink } from '../../server/identity/deployment/first-administrator.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

/** Makes the one-time link of the first administrator, as long as there is none. */
export const command: Command = {
  usage: '[--json]',
  summary: 'Tạo đường dẫn dùng một lần cho quản trị viên đầu tiên (24 giờ).',
  async run(args, context) {
    const { json } = readOptions(args, z.object({}));
    const { publicUrl, port } = await context.config();
    const link = await acting(context, () => firstAdministratorLink(publicUrl ?? new URL(`http://localhost:${port}`)));
    if (link === undefined) {
      throw new DomainError('conflict', 'administrator-exists', 'Đã có quản trị viên; người ấy thêm những người khác');
    }
    context.print(json ? JSON.stringify({ link }) : link);
    return 0;
  },
};
