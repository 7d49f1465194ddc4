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
    const { documents } = await comparedIndex(await context.config(), { mends: true, anew: true });
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    if (json) context.print(JSON.stringify({ documents, seconds }));
    else context.print(`✔ Đã lập chỉ mục ${documents} văn bản trong ${seconds} giây. (The index is made anew.)`);
    return 0;
  },
};
