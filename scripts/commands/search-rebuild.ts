import { z } from 'zod';
import '../../server/stores.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { comparedIndex } from '../compared-index.ts';
import { readOptions } from '../options.ts';

/** Makes the index of the search anew, of all agencies; the server may run, and finds what is in it so far. */
export const command: Command = {
  usage: '[--json]',
  summary: 'Lập lại toàn bộ chỉ mục tìm kiếm từ cơ sở dữ liệu.',
  async run(args, context) {
    const { json } = readOptions(args, z.object({}));
    const began = Date.now();
    const { documents, refused } = await comparedIndex(await context.config(), { mends: true, anew: true });
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    const indexed = documents - refused.length;
    if (json) context.print(JSON.stringify({ documents: indexed, refused, seconds }));
    else context.print(`✔ Đã lập chỉ mục ${indexed} văn bản trong ${seconds} giây. (The index is made anew.)`);
    for (const one of json ? [] : refused)
      context.print(`✗ ${one}: không lập chỉ mục được, xem nhật ký hệ thống. (Not indexed: see the log.)`);
    return refused.length === 0 ? 0 : 1;
  },
};
