import { expect } from 'chai';
import fc from 'fast-check';
import { mayRead, visibleTo } from '../../server/identity/visibility.ts';
import { roles } from '../../server/platform/actor.ts';
import { defineStore, type Row, readAll } from '../../server/platform/database/store.ts';
import { aClerk, anActorWith } from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

interface Seen extends Row {
  readonly agencyId: string;
  readonly participants: readonly string[];
}
const seen = defineStore<Seen>('testVisibility', { agencyId: String, participants: [String] });

const agencies = ['so-noi-vu', 'so-tai-chinh', 'ubnd'] as const;
const positionIds = ['p1', 'p2', 'p3', 'p4'] as const;
const someDocument = fc.record({
  agencyId: fc.constantFrom(...agencies),
  participants: fc.uniqueArray(fc.constantFrom(...positionIds)),
});
const someActor = fc.record({
  agencyId: fc.constantFrom(...agencies),
  positionId: fc.constantFrom(...positionIds),
  roles: fc.uniqueArray(fc.constantFrom(...roles)),
});

/** The rule of who sees a document once more, written another way. */
function model(
  actor: { agencyId: string; positionId: string; roles: string[] },
  document: Pick<Seen, 'agencyId' | 'participants'>,
) {
  if (document.agencyId !== actor.agencyId) return false;
  const has = (role: string) => actor.roles.includes(role);
  if (has('clerk') || has('leader')) return true;
  return (has('specialist') || has('unit-head')) && document.participants.some((id) => id === actor.positionId);
}

describe('who may see a document', () => {
  const document = { agencyId: 'so-noi-vu', participants: ['p1'] };

  it('is every clerk and leader of its agency', () => {
    expect(mayRead(aClerk(), document)).to.equal(true);
    expect(mayRead(anActorWith('leader'), document)).to.equal(true);
  });

  it('is a specialist or unit head who takes part in it', () => {
    expect(mayRead(anActorWith('specialist', { positionId: 'p1' }), document)).to.equal(true);
    expect(mayRead(anActorWith('unit-head', { positionId: 'p2' }), document)).to.equal(false);
  });

  it('is no administrator and no inspector, even one named in it', () => {
    expect(mayRead(anActorWith('administrator', { positionId: 'p1' }), document)).to.equal(false);
    expect(mayRead(anActorWith('inspector', { positionId: 'p1' }), document)).to.equal(false);
  });

  it('is nobody of another agency', () => {
    expect(mayRead(aClerk({ agencyId: 'so-tai-chinh', positionId: 'p1' }), document)).to.equal(false);
  });

  it('follows the rule for any actor and document', () => {
    fc.assert(
      fc.property(someActor, someDocument, (given, any) => {
        expect(mayRead(aClerk(given), any)).to.equal(model(given, any));
      }),
    );
  });

  describe('as a filter', () => {
    useFreshDatabase();

    it('finds exactly what the rule lets the actor read', async () => {
      const documents = fc.sample(someDocument, 60).map((fields, index) => ({ ...fields, id: `d${index}` }));
      await seen.model.insertMany(documents.map(({ id, ...fields }) => ({ _id: id, version: 1, ...fields })));
      await fc.assert(
        fc.asyncProperty(someActor, async (given) => {
          const actor = aClerk(given);
          const found = (await readAll(seen, visibleTo(actor))).map(({ id }) => id).sort();
          const allowed = documents.filter((any) => mayRead(actor, any)).map(({ id }) => id);
          expect(found).to.deep.equal(allowed.sort());
        }),
        { numRuns: 60 },
      );
    });
  });
});
