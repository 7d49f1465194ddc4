import { z } from 'zod';
import { agencyCode, type PersonView, type PositionView } from '../../server/identity/contract.ts';
import { listAgencies, listPeople } from '../../server/identity/queries.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { reading } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readOptions } from '../options.ts';

const options = z.object({ agency: agencyCode.optional() });

/** Shows all accounts of one agency, or of all, with every position they have or had. */
export const command: Command = {
  usage: '[--agency H99.08] [--json]',
  summary:
    'Liệt kê tài khoản của một cơ quan hoặc của tất cả, với chức vụ, vai trò, thời hạn; nói rõ tài khoản bị khoá.',
  async run(args, context) {
    const { json, agency: code } = readOptions(args, options);
    const all = await reading(context, async () => {
      const chosen = code === undefined ? await listAgencies() : [await agencyOfCode(code)];
      return await Promise.all(
        chosen.map(async ({ id, code, name }) => ({ code, name, people: await listPeople(id) })),
      );
    });
    if (json) context.print(JSON.stringify(all));
    else
      for (const { code, name, people } of all)
        for (const line of [`${code} ${name}`, ...people.flatMap(linesOf)]) context.print(line);
    return 0;
  },
};

function linesOf({ username, fullName, disabled, positions }: PersonView): string[] {
  const held = positions.length === 0 ? ['    chưa có chức vụ'] : positions.map(lineOf);
  return [`  ${username}  ${fullName}${disabled ? '  ĐÃ KHOÁ' : ''}`, ...held];
}

function lineOf({ title, unitName, roles, from, until, proposedBy }: PositionView): string {
  const period = until === null ? `từ ${from}` : `${from} – ${until}`;
  const parts = [title, unitName, roles.join(', '), period, proposedBy === null ? null : 'chờ người thứ hai đồng ý'];
  return `    ${parts.filter((part) => part !== null).join(' · ')}`;
}
