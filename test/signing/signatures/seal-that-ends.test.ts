import { expect } from 'chai';
import { yearInVietnam } from '../../../server/platform/calendar.ts';
import { currentTime, useClock } from '../../../server/platform/clock.ts';
import { readOne, rowsOf } from '../../../server/platform/database/store.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { numberDocument } from '../../../server/registry/outgoing/numbering/number-document.ts';
import { readyToNumber } from '../../../server/registry/outgoing/numbering/ready-to-number.ts';
import type { OutgoingDocument } from '../../../server/registry/outgoing/outgoing-document.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { listRegisters } from '../../../server/registry/registers/queries.ts';
import { agencyCertificates } from '../../../server/signing/certificates/store.ts';
import { dueItems } from '../../../server/statistics/due-work-queries.ts';
import { aKeyOf, installKey } from '../../support/agency-keys.ts';
import { eventsOf } from '../../support/identity.ts';
import { aLetter, signedLetter, theBureau } from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

describe('a seal that ends while it is in use', function () {
  this.timeout(120_000);
  useFreshDatabase();
  const province = useProvince();
  const end = anEndWithinAYear();
  const letters: OutgoingView[] = [];

  /** The clock stands so long before the end of the seal, or behind it when that is negative. */
  const standsBefore = (ms: number) => useClock(() => new Date(end.getTime() - ms));
  const agencyId = () => province.agency('snv').id;
  const due = async (post: string) =>
    (await dueItems(province.actor(post, 'snv'), currentTime()))
      .filter(({ kind }) => /certificate|seal/.test(kind))
      .map(({ kind, purpose, priority, note, id }) => ({ kind, purpose, priority, note, id }));
  const number = async ({ id: documentId }: OutgoingView): Promise<OutgoingDocument> => {
    const clerk = province.actor('vanthu', 'snv');
    const { version = 0 } = (await readOne(outgoingDocuments, { _id: documentId })) ?? {};
    const ready = await readyToNumber(clerk, { documentId, version });
    return await inTransaction(clerk, (tx) => numberDocument(tx, ready));
  };
  const stateOf = async ({ id }: OutgoingView) => {
    const document = await readOne(outgoingDocuments, { _id: id });
    const numbered = document && 'number' in document.state ? document.state.number : null;
    return { status: document?.state.status, number: numbered, notice: document?.notice?.text ?? null };
  };
  const nextNumber = async () =>
    (await listRegisters(agencyId(), currentTime())).find(({ kind }) => kind === 'outgoing')?.nextNumber;
  const letter = (index: number): OutgoingView => {
    const found = letters[index];
    if (!found) throw new Error(`There is no letter ${index}`);
    return found;
  };

  before('a seal of two months', async () => {
    await rowsOf(agencyCertificates).deleteMany({ agencyId: agencyId(), purpose: 'seal' });
    await installKey(province, 'snv', 'seal', await aKeyOf(province, 'snv', 'seal', { notAfter: end }));
  });
  after(() => useClock(() => new Date()));

  it('is told to the administrators 60, 30, 7 and 1 days before, and after its end in other words', async () => {
    standsBefore(60.5 * DAY_MS); // nobody hears of what is more than two months away
    expect(await due('quantri')).to.deep.equal([]);
    for (const [days, priority] of [
      [59, 0],
      [30, 0],
      [6, 1],
      [0.5, 2],
    ] as const) {
      standsBefore(days * DAY_MS);
      const [only, ...others] = await due('quantri');
      expect(only, `${days} days before`).to.include({ kind: 'certificate-ends', purpose: 'seal', priority });
      expect(others).to.deep.equal([]);
    }
    standsBefore(-MINUTE_MS);
    expect((await due('quantri'))[0]).to.include({ kind: 'certificate-ended', purpose: 'seal', priority: 2 });
    expect(await due('vanthu')).to.deep.equal([]);
  });

  it('seals to its last moment; what has its number then waits for a new one, and nothing else gets a number', async () => {
    standsBefore(60 * MINUTE_MS);
    const bureau = await theBureau(province);
    const recipients = { to: [], outside: ['Hợp tác xã Bình Minh'] };
    for (let count = 0; count < 3; count += 1) letters.push(await signedLetter(bureau, aLetter(province, recipients)));
    standsBefore(2 * MINUTE_MS);
    await number(letter(0));
    await province.work();
    expect(await stateOf(letter(0))).to.deep.equal({ status: 'issued', number: 1, notice: null });

    await number(letter(1));
    standsBefore(-MINUTE_MS);
    await province.work();
    const waits = { status: 'numbered', number: 2, notice: 'agency-certificate-expired' };
    expect(await stateOf(letter(1))).to.deep.equal(waits);
    expect(await due('vanthu')).to.deep.equal([
      { kind: 'outgoing-seal-failed', purpose: undefined, priority: 0, note: waits.notice, id: letter(1).id },
    ]);
    const failures = (await eventsOf(agencyId())).filter(({ type }) => type === 'seal-failed');
    expect(failures).to.deep.equal([{ type: 'seal-failed', documentId: letter(1).id, reason: waits.notice }]);

    const refusal = await number(letter(2)).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(DomainError).and.to.include({ kind: 'conflict', code: waits.notice });
    expect(await nextNumber()).to.equal(3);
    expect(await stateOf(letter(2))).to.deep.equal({ status: 'signed', number: null, notice: null });
  });

  it('is renewed, and what waited is sealed with its number by itself', async () => {
    standsBefore(-DAY_MS);
    const fresh = await aKeyOf(province, 'snv', 'seal', { notAfter: new Date(end.getTime() + 700 * DAY_MS) });
    await installKey(province, 'snv', 'seal', fresh);
    await province.work();
    expect(await stateOf(letter(1))).to.deep.equal({ status: 'issued', number: 2, notice: null });
    for (const post of ['quantri', 'vanthu']) expect(await due(post)).to.deep.equal([]);
    expect((await number(letter(2))).state).to.include({ status: 'numbered', number: 3 });
  });
});

/** Two months ahead, in whole seconds as certificates say it, and not at the turn of a year: then no number is given for other reasons. */
function anEndWithinAYear(): Date {
  const end = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 61 * DAY_MS);
  const yearAround = (days: number) => yearInVietnam(new Date(end.getTime() + days * DAY_MS));
  return yearAround(-2) === yearAround(2) ? end : new Date(end.getTime() + 5 * DAY_MS);
}
