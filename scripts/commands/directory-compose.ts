import { z } from 'zod';
import { readDirectoryList } from '../../server/exchange/directory/versions/directory-list.ts';
import { type ShortOverlap, shortOverlaps } from '../../server/exchange/directory/versions/key-overlap.ts';
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
    const before = after === undefined ? undefined : directoryFileIn(await readNamedFile(after)).content;
    const former = before && formerListIn(before);
    const name = options.name ?? former?.name;
    if (name === undefined) throw badArguments('--name: đặt tên cho danh bạ đầu tiên');
    const entries = await Promise.all(files.map(async (file) => toldEntryIn(await readNamedFile(file))));
    const issuedAt = currentTime();
    const validUntil = new Date(issuedAt.getTime() + options.days * DAY_MS);
    const text = `${JSON.stringify(nextList(former, entries, { name, issuedAt, validUntil }), null, 2)}\n`;
    const list = readDirectoryList(Buffer.from(text));
    const { serial, deployments, agencies } = list;
    const overlaps = before ? shortOverlaps(readDirectoryList(before), list) : [];
    await writeWhole(options.out, Buffer.from(text));
    const counts = { agencies: agencies.length, deployments: deployments.length };
    const said = `Danh bạ số ${serial}: ${agencies.length} cơ quan, ${deployments.length} hệ thống; ${options.out}, chưa ký`;
    const made = { serial, validUntil, ...counts, shortOverlaps: overlaps };
    context.print(options.json ? JSON.stringify(made) : [said, ...overlaps.map(inWords)].join('\n'));
    return 0;
  },
};

const uses = { deployment: 'khoá hệ thống', signing: 'khoá ký', encryption: 'khoá niêm phong' } as const;

function inWords({ of, use, until }: ShortOverlap): string {
  return `Chú ý, ${of}: ${uses[use]} cũ chỉ còn đến ${until.toISOString()}, chưa đủ 30 ngày bên khoá mới. Ai nhận danh bạ này sau lúc đó sẽ từ chối; chỉ ký khi khoá cũ đã lộ.`;
}
