import { join } from 'node:path';
import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import {
  countsOf,
  importDirectory,
  keepSignedList,
} from '../../server/exchange/directory/versions/import-directory.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';

/** Takes a signed list of agencies in, as an administrator can in the browser. */
export const command: Command = {
  usage: 'DIRECTORY.json [--json]',
  summary: 'Nạp một bản danh bạ liên thông đã ký; khoá hoặc địa chỉ thay đổi thì chờ một quản trị viên đồng ý.',
  async run(args, context) {
    const { options, file } = readOptionsAndFile(args, z.object({}));
    const bytes = await readNamedFile(file);
    const { storageFolder } = await context.config();
    const { version, changes } = await acting(context, async () => {
      useFiles(await LocalFileStore.at(join(storageFolder, 'files')));
      const signed = await keepSignedList(bytes);
      return await inTransaction(systemActor(DEPLOYMENT), (tx) => importDirectory(tx, signed), 'import');
    });
    const { serial, validUntil } = version;
    const counts = countsOf(changes);
    const { added, changed, gone, waiting } = counts;
    const said = [
      `Đang dùng danh bạ số ${serial}, đến ${dayInVietnam(validUntil)}: thêm ${added}, đổi ${changed}, bớt ${gone}.`,
      ...(waiting === 0 ? [] : [`${waiting} cơ quan có khoá hoặc địa chỉ đổi, chờ đồng ý ở trang Danh bạ liên thông.`]),
    ];
    context.print(options.json ? JSON.stringify({ serial, validUntil, ...counts }) : said.join('\n'));
    return 0;
  },
};
