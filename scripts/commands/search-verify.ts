import { z } from 'zod';
import '../../server/stores.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { agrees } from '../../server/search/upkeep/compare-index.ts';
import { comparedIndex } from '../compared-index.ts';
import { readOptions } from '../options.ts';

/** Compares what is found with what is there, document by document; the server may run. Exit code 0: they agree, or do now. */
export const command: Command = {
  usage: '[--repair] [--json]',
  summary: 'So chỉ mục tìm kiếm với cơ sở dữ liệu, nêu số văn bản thiếu hoặc cũ; --repair bổ sung.',
  async run(args, context) {
    const { json, repair } = readOptions(args, z.object({ repair: z.boolean().default(false) }));
    const differences = await comparedIndex(await context.config(), { mends: repair });
    const whole = agrees(differences);
    const { damaged, documents, missing, stale, left } = differences;
    if (json) context.print(JSON.stringify({ ...differences, repaired: repair && !whole }));
    else if (whole) context.print(`✔ Chỉ mục khớp với ${documents} văn bản. (The index agrees with all documents.)`);
    else {
      const told = `thiếu ${missing}, cũ ${stale}, thừa ${left} trên ${documents} văn bản; ${damaged.length} chỉ mục hỏng`;
      const done = repair ? 'đã bổ sung (mended)' : 'bổ sung bằng "vanban search verify --repair" (mend it)';
      context.print(`${repair ? '✔' : '✗'} Chỉ mục ${told}: ${done}.`);
    }
    return whole || repair ? 0 : 1;
  },
};
