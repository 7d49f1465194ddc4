import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { ask } from '../support/ask.ts';
import { type Agent, anEmployee, signedInAs } from '../support/identity.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const reason = 'Nghị quyết 05/NQ-HĐND';

describe('what was issued and registered before its agency, units and people were renamed', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let theirClerk: Agent;

  before(async () => {
    bureau = await theBureau(province);
    theirClerk = await province.signIn('vanthu', 'thanhbinh');
  });

  it('keeps the names, titles and symbols that were true then, at the sender’s and at the recipient’s', async () => {
    const { id: documentId } = await issuedLetter(bureau, aLetter(province, { to: ['thanhbinh'] }));
    const { id: arrivalId, version } = await newestArrival(theirClerk);
    const document = await ask(theirClerk, arrivalsContract.registerArrival, {
      params: { arrivalId },
      body: { version },
    });
    await province.work();
    const read = async () => ({
      sent: await ask(bureau.clerk, outgoingContract.getOutgoing, { params: { documentId } }),
      deliveries: await ask(bureau.clerk, deliveriesContract.listDeliveries, { params: { documentId } }),
      received: await ask(theirClerk, incomingContract.getIncoming, { params: { documentId: document.id } }),
    });
    const before = await read();
    await renameAll();
    expect(await read()).to.deep.equal(before);
  });

  async function renameAll(): Promise<void> {
    for (const key of ['snv', 'thanhbinh']) {
      const [first, second] = [
        await anEmployee(province.agency(key), ['administrator']),
        await anEmployee(province.agency(key), ['administrator']),
      ];
      const [one, other] = [
        await signedInAs(province.address(), first.person.username),
        await signedInAs(province.address(), second.person.username),
      ];
      const [agency] = (await ask(one, identityContract.listAgencies)).filter(
        ({ id }) => id === province.agency(key).id,
      );
      const called = {
        name: `Cơ quan mới ${key}`,
        symbol: 'MOI',
        place: 'Nơi mới',
        version: agency?.version ?? 0,
        reason,
      };
      await ask(one, identityContract.correctAgency, { params: { agencyId: agency?.id ?? '' }, body: called });
      for (const [n, { id: unitId, version }] of (await ask(one, identityContract.listUnits)).entries()) {
        const body = { name: `Đơn vị mới ${n}`, symbol: `DV${n}`, version, reason };
        await ask(one, identityContract.correctUnit, { params: { unitId }, body });
      }
      for (const [n, person] of (await ask(one, identityContract.listPeople)).entries()) {
        const of = { params: { personId: person.id } };
        const { username, version } = person;
        const body = { username, fullName: `Người Mới ${n}`, version, reason };
        const named = await ask(one, identityContract.correctPerson, { ...of, body });
        const byTwo = person.id !== second.person.id;
        if (named.correction && byTwo)
          await ask(other, identityContract.confirmName, { ...of, body: { version: named.version } });
        for (const { id: positionId, ...position } of person.positions) {
          const params = { positionId };
          const called = { title: 'Chức vụ mới', version: position.version, reason };
          const waiting = await ask(one, identityContract.correctPosition, { params, body: called });
          if (!waiting.correction || !byTwo) continue;
          await ask(other, identityContract.confirmPosition, { params, body: { version: waiting.version } });
        }
      }
    }
  }
});
