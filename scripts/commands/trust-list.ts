import { z } from 'zod';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { trustedViews } from '../../server/signing/certificates/certificate-views.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const words = { trusted: 'tin cậy', asked: 'tin cậy, có người đề nghị rút', withdrawn: 'đã rút' } as const;

/** Shows the trust list with what was withdrawn from it. */
export const command: Command = {
  usage: '[--json]',
  summary: 'Liệt kê danh sách tin cậy: chứng thư gốc, trung gian, máy chủ dấu thời gian, và những gì đã rút.',
  async run(args, context) {
    const { json } = readOptions(args, z.object({}));
    const all = await acting(context, trustedViews);
    if (json) context.print(JSON.stringify(all));
    else {
      for (const { kind, sha256, subject, until, state } of all) {
        context.print(`${kind} ${sha256}\n  ${subject}\n  đến ${dayInVietnam(new Date(until))}, ${words[state]}`);
      }
    }
    return 0;
  },
};
