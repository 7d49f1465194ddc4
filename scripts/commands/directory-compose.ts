import { z } from 'zod';
import { readDirectoryList } from '../../server/exchange/directory/versions/directory-list.ts';
import { formerListIn, nextList, toldEntryIn } from '../../server/exchange/directory/versions/next-list.ts';
import { directoryFileIn } from '../../server/exchange/directory/versions/read-directory.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { readOptionsAndFiles } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { badArguments, writeWhole } from '../sign-a-file.ts';

const DAY_MS = 24 * 3600_000;

const schema = z.object({
  out: z.string().min(1),
  after: z.string().min(1).exactOptional(),
  name: z.string().min(1).exactOptional(),
  days: z.coerce.number().int().min(1).max(400).default(90),
});

/** Puts the entries that deployments have sent together into the next list, for the authority to look at and sign. */
export const command: Command = {
  usage: 'ENTRY.json… --out LIST.json [--after DIRECTORY.json] [--name "Danh bạ liên thông …"] [--days 90] [--json]',
  summary:
    'Ghép các mục do các hệ thống gửi thành danh sách kế tiếp (--after: bản đã ký trước đó; ai không gửi mục mới thì giữ như cũ), để xem rồi ký.',
  async run(args, context) {
    const { options, files } = readOptionsAndFiles(args, schema);
    if (files.length === 0) throw new DomainError('malformed', 'no-file', 'Cho biết ít nhất một tệp mục');
    const { after } = options;
    const former = after === undefined ? undefined : formerListIn(directoryFileIn(await readNamedFile(after)).content);
    const name = options.name ?? former?.name;
    if (name === undefined) throw badArguments('--name: đặt tên cho danh bạ đầu tiên');
    const entries = await Promise.all(files.map(async (file) => toldEntryIn(await readNamedFile(file))));
    const issuedAt = currentTime();
    const validUntil = new Date(issuedAt.getTime() + options.days * DAY_MS);
    const text = `${JSON.stringify(nextList(former, entries, { name, issuedAt, validUntil }), null, 2)}\n`;
    const { serial, deployments, agencies } = readDirectoryList(Buffer.from(text));
    await writeWhole(options.out, Buffer.from(text));
    const made = { serial, validUntil, agencies: agencies.length, deployments: deployments.length };
    const said = `Danh bạ số ${serial}: ${agencies.length} cơ quan, ${deployments.length} hệ thống; ${options.out}, chưa ký`;
    context.print(options.json ? JSON.stringify(made) : said);
    return 0;
  },
};
