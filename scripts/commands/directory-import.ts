import { join } from 'node:path';
import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { listHeldAt } from '../../server/exchange/carriage/list-held-at.ts';
import { useOwnDeployment } from '../../server/exchange/directory/own-deployment.ts';
import {
  countsOf,
  importDirectory,
  keepSignedList,
} from '../../server/exchange/directory/versions/import-directory.ts';
import { agencyCode } from '../../server/identity/contract.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { outboundRules } from '../../server/platform/outbound/authorities.ts';
import { OutboundClient } from '../../server/platform/outbound/outbound-client.ts';
import type { Command } from '../../server/platform/start/command.ts';
import type { Config } from '../../server/platform/state/config.ts';
import { acting } from '../acting.ts';
import { readOptionsAndFiles } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { badArguments } from '../sign-a-file.ts';

const schema = z.object({ from: agencyCode.exactOptional() });

/** Takes a signed list of agencies in, as an administrator can in the browser: a file, or what the deployment of an agency holds. */
export const command: Command = {
  usage: 'DIRECTORY.json | --from H98.15 [--json]',
  summary:
    'Nạp một bản danh bạ liên thông đã ký, từ tệp hoặc từ hệ thống của một cơ quan (--from); khoá hoặc địa chỉ thay đổi thì chờ một quản trị viên đồng ý.',
  async run(args, context) {
    const { options, files } = readOptionsAndFiles(args, schema);
    const [file, ...more] = files;
    const { from } = options;
    if (more.length > 0 || (file === undefined) === (from === undefined))
      throw badArguments('Cho biết một tệp, hoặc --from với mã của một cơ quan');
    const ofFile = file === undefined ? undefined : await readNamedFile(file);
    const config = await context.config();
    const { version, changes } = await acting(context, async () => {
      useFiles(await LocalFileStore.at(join(config.storageFolder, 'files')));
      const signed = await keepSignedList(ofFile ?? (await fetched(from ?? '', config)));
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

/** The list that the deployment of an agency holds, asked as the server asks. */
async function fetched(code: string, { keysFolder, exchange }: Config): Promise<Uint8Array> {
  useOwnDeployment(keysFolder);
  const client = new OutboundClient(await outboundRules(exchange));
  try {
    return await listHeldAt(client, code);
  } finally {
    client.close();
  }
}
