import { expect } from 'chai';
import '../../server/stores.ts';
import { verifyExport } from '../../server/audit/checks/verify-export.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { registerIncoming } from '../../server/registry/incoming/register-document.ts';
import { anAgency, anEmployee, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { toRegister } from '../support/registry.ts';

describe('an export of the logs', function () {
  this.timeout(60_000);
  useFreshDatabase();
  useAuditedLedger();

  it('is the state of one moment, although people go on registering', async () => {
    const clerks = await Promise.all(
      ['một', 'hai', 'ba'].map(
        async (name) => (await anEmployee(await anAgency({ name: `Sở ${name}` }), ['clerk'])).actor,
      ),
    );
    let isOver = false;
    const working = clerks.map(async (clerk) => {
      while (!isOver) await inTransaction(clerk, (tx) => registerIncoming(tx, toRegister()));
    });
    const verified: Awaited<ReturnType<typeof verifyExport>>[] = [];
    for (let time = 0; time < 3; time += 1) verified.push(await verifyExport({}));
    isOver = true;
    await Promise.all(working);
    for (const { said, code } of verified) expect(code, said).to.equal(0);
  });
});
