import { z } from 'zod';
import { agencyCode, identityContract } from '../../server/identity/contract.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { agencyOfCode } from '../agency-of-code.ts';
import { readOptions } from '../options.ts';

const { name, symbol } = identityContract.createUnit.body.shape;
const options = z.object({ agency: agencyCode, name, symbol });

/** Adds a unit to any agency of the deployment, as its administrators can in the browser. */
export const command: Command = {
  usage: '--agency H99.08 --name "Văn phòng" --symbol VP [--json]',
  summary: 'Thêm đơn vị (phòng, ban) vào một cơ quan.',
  async run(args, context) {
    const { json, agency: code, ...fields } = readOptions(args, options);
    const unit = await acting(context, async () => {
      const { id } = await agencyOfCode(code);
      return await inTransaction(systemActor(id), (tx) => createUnit(tx, fields));
    });
    const { id, agencyId } = unit;
    context.print(json ? JSON.stringify({ id, agencyId, ...fields }) : `Đã thêm ${fields.name} (${fields.symbol}).`);
    return 0;
  },
};
