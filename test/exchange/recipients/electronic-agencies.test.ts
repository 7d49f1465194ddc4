import { expect } from 'chai';
import { electronicAgencies } from '../../../server/exchange/recipients/electronic-agencies.ts';
import type { Agency } from '../../../server/identity/agencies/agency.ts';
import { disablePerson, enablePerson } from '../../../server/identity/people/change-account.ts';
import { confirmPosition } from '../../../server/identity/positions/confirm-position.ts';
import { createPosition } from '../../../server/identity/positions/create-position.ts';
import { endPosition } from '../../../server/identity/positions/end-position.ts';
import { agencies } from '../../../server/identity/store.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { inTransaction, type Transaction } from '../../../server/platform/ledger/transaction.ts';
import { agencyCertificates } from '../../../server/signing/certificates/store.ts';
import { anAgency, anEmployee, type Employee, useAuditedLedger } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('an agency is sent to electronically', () => {
  useFreshDatabase();
  useAuditedLedger();
  let agency: Agency;
  let clerk: Employee;

  beforeEach(async () => {
    agency = await anAgency();
    clerk = await anEmployee(agency, ['clerk']);
  });

  const act = <T>(run: (tx: Transaction) => Promise<T>, actor = systemActor(agency.id)) => inTransaction(actor, run);
  const isReached = async () => (await electronicAgencies(new Date())).get(agency.id) === agency.code;
  const certified = (purpose: 'seal' | 'system') =>
    act(async (tx) => {
      const dates = { from: new Date('2026-01-01'), until: new Date('2099-01-01') };
      const { id: agencyId } = agency;
      tx.insert(agencyCertificates, { agencyId, purpose, certificate: '', sha256: `${purpose} ${agencyId}`, ...dates });
    });

  it('once it has a system key, without which nobody could believe its receipts', async () => {
    await certified('seal');
    expect(await isReached()).to.equal(false);
    await certified('system');
    expect(await isReached()).to.equal(true);
  });

  it('once somebody can register there: a clerk who is neither gone, nor locked, nor waiting for a second person', async () => {
    await certified('system');
    const { id: personId } = clerk.person;
    await act((tx) => disablePerson(tx, { personId, reason: 'Nghỉ' }));
    expect(await isReached()).to.equal(false);
    await act((tx) => enablePerson(tx, { personId, reason: 'Đi làm lại' }));
    expect(await isReached()).to.equal(true);
    await act((tx) => endPosition(tx, { positionId: clerk.position.id, until: '2026-01-01' }));
    expect(await isReached()).to.equal(false);

    const [one, other] = [await anEmployee(agency, ['administrator']), await anEmployee(agency, ['administrator'])];
    const given = { ...clerk.position, until: null };
    const { id: positionId, version } = await act((tx) => createPosition(tx, given), one.actor);
    expect(await isReached()).to.equal(false);
    await act((tx) => confirmPosition(tx, { positionId, version }), other.actor);
    expect(await isReached()).to.equal(true);
  });

  it('as long as it stands in the directory', async () => {
    await certified('system');
    await act(async (tx) => tx.change(agencies, await tx.load(agencies, agency.id), { active: false }));
    expect(await isReached()).to.equal(false);
  });
});
