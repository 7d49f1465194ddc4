import { z } from 'zod';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { createAgency } from '../../server/identity/agencies/create-agency.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { agencyViewOf } from '../../server/identity/queries.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const { name, code, oldCode, symbol, parentName, place } = identityContract.createAgency.body.shape;
const options = z.object({ code, name, symbol, place, parent: parentName, 'old-code': oldCode });

/** Adds an agency to the directory. */
export const command: Command = {
  usage:
    '--code H99.08 --name "Sở Nội vụ" --symbol SNV --place "Sao Mai" [--parent "UBND TỈNH …"] [--old-code CODE] [--json]',
  summary: 'Thêm cơ quan vào danh bạ.',
  async run(args, context) {
    const { json, parent, 'old-code': old, ...fields } = readOptions(args, options);
    const agency = await acting(context, () =>
      inTransaction(systemActor(DEPLOYMENT), (tx) => createAgency(tx, { ...fields, parentName: parent, oldCode: old })),
    );
    context.print(json ? JSON.stringify(agencyViewOf(agency)) : `Đã thêm ${agency.name} (${agency.code}).`);
    return 0;
  },
};
