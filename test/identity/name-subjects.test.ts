import { expect } from 'chai';
import { nameSubjects } from '../../server/identity/name-subjects.ts';
import { anAgency, anEmployee, useAuditedLedger } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

describe('what events of administration are about', () => {
  useFreshDatabase();
  useAuditedLedger();

  it('is named to the reader’s own agency; of another one only the agency itself', async () => {
    const [own, other] = [await anAgency(), await anAgency()];
    const { person, position } = await anEmployee(other, ['specialist']);
    const ids = { subjectPersonId: person.id, subjectPositionId: position.id, subjectAgencyId: other.id };
    expect(await nameSubjects([ids, { type: 'signed-in' }], other.id)).to.deep.equal([
      `${person.fullName} (${person.username}), ${position.title}, ${other.name}`,
      null,
    ]);
    expect(await nameSubjects([ids], own.id)).to.deep.equal([other.name]);
    expect(await nameSubjects([{ subjectPersonId: { $ne: null }, unitId: 'no-such-unit' }], own.id)).to.deep.equal([
      null,
    ]);
  });
});
