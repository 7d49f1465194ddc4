import { z } from 'zod';
import '../../server/stores.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { agrees, type Differences } from '../../server/search/upkeep/compare-index.ts';
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
    const isMended = repair && differences.refused.length === 0;
    if (json) context.print(JSON.stringify({ ...differences, repaired: isMended && !whole }));
    else for (const line of linesOf(differences, { repair, whole })) context.print(line);
    return whole || isMended ? 0 : 1;
  },
};

function linesOf(
  { damaged, documents, missing, stale, left, refused }: Differences,
  { repair, whole }: { readonly repair: boolean; readonly whole: boolean },
): string[] {
  if (whole) return [`✔ Chỉ mục khớp với ${documents} văn bản. (The index agrees with all documents.)`];
  const told = `thiếu ${missing}, cũ ${stale}, thừa ${left} trên ${documents} văn bản; ${damaged.length} chỉ mục hỏng`;
  const done = repair ? 'đã bổ sung (mended)' : 'bổ sung bằng "vanban search verify --repair" (mend it)';
  return [
    `${repair ? '✔' : '✗'} Chỉ mục ${told}: ${done}.`,
    ...refused.map((one) => `✗ ${one}: không lập chỉ mục được, xem nhật ký hệ thống. (Not indexed: see the log.)`),
  ];
}
