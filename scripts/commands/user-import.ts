import { z } from 'zod';
import { agencyCode, identityContract } from '../../server/identity/contract.ts';
import { createPerson } from '../../server/identity/people/create-person.ts';
import { hashPassword } from '../../server/identity/people/password.ts';
import { newStartPassword } from '../../server/identity/people/start-password.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { listUnits } from '../../server/identity/queries.ts';
import { people } from '../../server/identity/store.ts';
import { role } from '../../server/identity/views.ts';
import { type Role, systemActor } from '../../server/platform/actor.ts';
import { day } from '../../server/platform/api/schemas.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { fold } from '../../server/platform/text/fold.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readTable, repeated, type TableProblem } from '../named-table.ts';
import { readOptionsAndFile } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { sayImport } from '../say-import.ts';

const options = z.object({ agency: agencyCode, 'dry-run': z.boolean().default(false) });
const person = identityContract.createPerson.body.shape;
const position = identityContract.createPosition.body.shape;

const vietnamese: Readonly<Record<string, Role>> = {
  'van thu': 'clerk',
  'lanh dao': 'leader',
  'truong don vi': 'unit-head',
  'chuyen vien': 'specialist',
  'quan tri': 'administrator',
  'thanh tra': 'inspector',
};
const roles = z
  .string()
  .transform((text) => text.split('+').map((word) => vietnamese[fold(word).trim()] ?? word.trim()))
  .pipe(z.array(role).min(1).max(6));
const row = z.object({
  username: person.username,
  fullName: person.fullName,
  title: position.title,
  roles,
  unit: z.string().optional(),
  phone: person.phone,
  email: person.email,
  from: z
    .string()
    .transform((text) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1'))
    .pipe(day)
    .optional(),
});
const columns = {
  username: 'Tên đăng nhập',
  fullName: 'Họ và tên',
  title: 'Chức vụ',
  roles: 'Vai trò',
  unit: 'Đơn vị',
  phone: 'Điện thoại',
  email: 'Thư điện tử',
  from: 'Từ ngày',
};

/** Adds the people of a table with their first positions, all of them or none; the start passwords are shown once, as a table. */
export const command: Command = {
  usage: 'FILE.csv --agency H99.08 [--dry-run] [--json]',
  summary:
    'Nhập người dùng từ bảng: cột Tên đăng nhập, Họ và tên, Chức vụ, Vai trò, Đơn vị…; in bảng mật khẩu ban đầu; --dry-run chỉ kiểm tra.',
  async run(args, context) {
    const { options: given, file } = readOptionsAndFile(args, options);
    const { rows, problems } = readTable(await readNamedFile(file), row, columns);
    const done = await acting(context, async () => {
      const { id } = await agencyOfCode(given.agency);
      const units = new Map((await listUnits(id)).map((unit) => [unit.symbol, unit.id]));
      const faults = [...problems, ...(await faultsOf(rows, units))];
      const isKept = faults.length === 0 && rows.length > 0 && !given['dry-run'];
      const accounts = isKept ? await create(id, rows, units) : [];
      return { rows: rows.length, problems: faults, kept: isKept, accounts };
    });
    if (!given.json && done.kept) {
      for (const cells of [heading, ...done.accounts.map((one) => [one.username, one.fullName, one.startPassword])]) {
        context.print(cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
      }
    }
    return sayImport(done, { json: given.json, print: context.print });
  },
};

type Line = z.output<typeof row> & { readonly line: number };
const heading = [columns.username, columns.fullName, 'Mật khẩu ban đầu'];

async function faultsOf(rows: readonly Line[], units: ReadonlyMap<string, string>): Promise<TableProblem[]> {
  const known = new Set((await readAll(people, {})).map(({ username }) => username));
  const twice = repeated(
    rows,
    rows.map(({ username }) => username),
    columns.username,
  );
  const others = rows.flatMap(({ line, username, unit }) => [
    ...(known.has(username) ? [{ line, column: columns.username, detail: `đã có người dùng: ${username}` }] : []),
    ...(unit === undefined || units.has(unit)
      ? []
      : [{ line, column: columns.unit, detail: `không có đơn vị: ${unit}` }]),
  ]);
  return [...twice, ...others];
}

async function create(agencyId: string, rows: readonly Line[], units: ReadonlyMap<string, string>) {
  const accounts = await Promise.all(
    rows.map(async (one) => {
      const startPassword = newStartPassword();
      return { ...one, startPassword, passwordHash: await hashPassword(startPassword) };
    }),
  );
  await inTransaction(
    systemActor(agencyId),
    async (tx) => {
      for (const { username, fullName, phone, email, passwordHash, title, roles, unit, from } of accounts) {
        const account = { username, fullName, phone, email, passwordHash, mustChangePassword: true };
        const { id: personId } = await createPerson(tx, account);
        const unitId = unit === undefined ? null : (units.get(unit) ?? null);
        const days = { from: from ?? dayInVietnam(tx.now), until: null };
        await createPosition(tx, { personId, unitId, title, capacity: [], roles, ...days });
      }
    },
    'import',
  );
  return accounts.map(({ username, fullName, startPassword }) => ({ username, fullName, startPassword }));
}
