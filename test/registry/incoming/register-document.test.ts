import { expect } from 'chai';
import { readAll } from '../../../server/platform/database/store.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { noteUpload } from '../../../server/platform/uploads/uploads.ts';
import { attachCopy } from '../../../server/registry/incoming/attach-copy.ts';
import { keepVerdict } from '../../../server/registry/incoming/keep-verdict.ts';
import { findDuplicates, listIncoming, readIncoming } from '../../../server/registry/incoming/queries.ts';
import { registerIncoming } from '../../../server/registry/incoming/register-document.ts';
import { incomingDocuments } from '../../../server/registry/incoming/store.ts';
import { listRegisters } from '../../../server/registry/registers/queries.ts';
import { registers } from '../../../server/registry/registers/store.ts';
import { documentsRead } from '../../support/documents-read.ts';
import {
  aClerk,
  anActorWith,
  anAgency,
  changeRow,
  eventsOf,
  refusalOf,
  useAuditedLedger,
} from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aClosing, aFile, jobsOf, toRegister } from '../../support/registry.ts';

describe('registering an incoming document', () => {
  let clock: Date;
  useFreshDatabase({ each: true });
  useAuditedLedger({ clock: () => clock });
  beforeEach(() => {
    clock = new Date('2026-11-22T02:00:00Z');
  });
  const clerk = aClerk();
  const register = (over: Parameters<typeof toRegister>[0] = {}, actor = clerk) =>
    inTransaction(actor, (tx) => registerIncoming(tx, toRegister(over)));

  it('gives the next number of this year, opens the register at the first, and leaves its trace', async () => {
    const [first, second] = [await register(), await register({ arrivedOn: '2026-11-20' })];
    expect([first.number, second.number, first.year]).to.deep.equal([1, 2, 2026]);
    expect(first).to.include({
      arrivedOn: '2026-11-22',
      state: 'registered',
      typeName: 'Công văn',
      verdict: 'pending',
    });
    expect(second.arrivedOn).to.equal('2026-11-20');
    const [opened, registered, another] = await eventsOf(clerk.agencyId);
    expect(opened).to.include({ type: 'register-opened', registerId: first.registerId, year: 2026 });
    expect(registered).to.deep.include({
      type: 'document-registered',
      documentId: first.id,
      number: 1,
      fileSha256: [first.mainSha256],
    });
    expect(another).to.include({ type: 'document-registered', number: 2 });
  });

  it('leaves word that its signatures are to be verified, unless the exchange knows the verdict', async () => {
    const { id } = await register();
    const arrived = await register({ origin: { source: 'exchange', arrivalId: 'a1', verdict: 'valid' } });
    expect(arrived).to.include({ source: 'exchange', arrivalId: 'a1', verdict: 'valid' });
    expect((await jobsOf('verify-document')).map(({ payload }) => payload)).to.deep.equal([
      { agencyId: clerk.agencyId, documentId: id },
    ]);
    await inTransaction(clerk, (tx) => keepVerdict(tx, id, 'unclear'));
    expect(await readIncoming(clerk, id)).to.include({ verdict: 'unclear' });
  });

  it('registers an arrival once', async () => {
    const origin = { source: 'exchange', arrivalId: 'a1', verdict: 'valid' } as const;
    await register({ origin });
    expect((await refusalOf(register({ origin }))).code).to.equal('already-exists');
  });

  it('numbers 40 documents at once 01 to 40', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => register()));
    expect(all.map(({ number }) => number).toSorted((one, other) => one - other)).to.deep.equal(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });

  it('starts again at 1 in the new year of Vietnam, and closes the old book', async () => {
    clock = new Date('2026-12-31T16:59:59Z');
    expect((await register()).number).to.equal(1);
    clock = new Date('2026-12-31T17:00:00Z');
    const next = await register();
    expect([next.number, next.year]).to.deep.equal([1, 2027]);
    expect((await refusalOf(register({ arrivedOn: '2026-12-31' }))).code).to.equal('register-closed');
  });

  it('gives no number out of a closed book, and a refusal takes none', async () => {
    await register();
    expect((await refusalOf(register({ subject: 'MẬT Kế hoạch' }))).code).to.equal('state-secret');
    expect((await refusalOf(register({ typeCode: 'khac' }))).code).to.equal('unknown-type');
    expect((await refusalOf(register({ arrivedOn: '2026-11-23' }))).code).to.equal('date-out-of-range');
    expect((await refusalOf(register({ issuer: { agencyId: 'nowhere', name: 'Sở' } }))).code).to.equal(
      'unknown-agency',
    );
    expect((await register()).number).to.equal(2);
    for (const { id } of await readAll(registers, {})) await changeRow(registers, id, { closing: aClosing() });
    expect((await refusalOf(register())).code).to.equal('register-closed');
    expect(await readAll(incomingDocuments, {})).to.have.length(2);
  });

  it('takes an issuer of the directory', async () => {
    const { id, name } = await anAgency();
    expect((await register({ issuer: { agencyId: id, name } })).issuer).to.deep.equal({ agencyId: id, name });
  });

  it('names the document it seems to repeat, and registers it with a reason', async () => {
    const first = await register({ codeNumber: '05', codeNotation: 'STC-VP' });
    const again = { codeNumber: '5', codeNotation: 'STC-VP' };
    const refusal = await refusalOf(register(again));
    expect(refusal).to.include({ kind: 'conflict', code: 'possible-duplicate' });
    expect(refusal.details.extra).to.deep.equal({ documentId: first.id, arrivalNumber: 1, year: 2026, same: 'code' });
    const sameFile = await refusalOf(register({ files: [aFile({ sha256: first.mainSha256 })] }));
    expect(sameFile.details.extra).to.include({ documentId: first.id, same: 'file' });
    expect(await register({ ...again, duplicateReason: 'Bản giấy gửi sau' })).to.include({
      number: 2,
      duplicateReason: 'Bản giấy gửi sau',
    });
    expect((await register(again, aClerk({ agencyId: 'so-khac' }))).number).to.equal(1);
  });

  it('lays a further copy beside a document instead of numbering it, once, and leaves its trace', async () => {
    const { id: documentId, version, files } = await register();
    const attach = (uploadId: string, over: object = {}, actor = clerk) =>
      inTransaction(actor, (tx) => attachCopy(tx, { documentId, version, uploadId, ...over }));
    const file = { name: 'Bản quét.pdf', mediaType: 'application/pdf', sha256: 'c'.repeat(64), size: 9 };
    const { id: uploadId } = await inTransaction(clerk, async (tx) => noteUpload(tx, file));
    const after = await attach(uploadId);
    expect(after.files.map(({ role, name }) => [role, name])).to.deep.equal([
      ['main', files[0]?.name],
      ['attachment', 'Bản quét.pdf'],
    ]);
    expect(await readAll(incomingDocuments, {})).to.have.length(1);
    expect((await eventsOf(clerk.agencyId)).at(-1)).to.deep.equal({
      ...{ type: 'copy-attached', documentId, fileSha256: ['c'.repeat(64)] },
    });
    expect((await refusalOf(attach(uploadId))).code).to.equal('version-changed');
    expect((await refusalOf(attach(uploadId, { version: after.version }))).code).to.equal('file-there-already');
    const stranger = aClerk({ agencyId: 'so-khac' });
    expect((await refusalOf(attach(uploadId, {}, stranger))).code).to.equal('not-found');
  });

  it('warns of duplicates before anything is saved', async () => {
    const first = await register({ codeNumber: '05', codeNotation: 'STC-VP' });
    const ask = (query: Parameters<typeof findDuplicates>[1], actor = clerk) => findDuplicates(actor, query, clock);
    const same = { codeNumber: '5', codeNotation: 'STC-VP', issuerName: 'Sở Tài chính tỉnh Sao Mai' };
    expect((await ask(same)).map(({ id }) => id)).to.deep.equal([first.id]);
    expect(await ask({ ...same, issuedOn: '2025-11-18' })).to.deep.equal([]);
    expect((await ask({ sha256: first.mainSha256 })).map(({ id }) => id)).to.deep.equal([first.id]);
    expect(await ask({})).to.deep.equal([]);
    expect(await ask(same, aClerk({ agencyId: 'so-khac' }))).to.deep.equal([]);
  });

  it('shows the number each register gives next, before its first one too', async () => {
    expect(
      (await listRegisters(clerk.agencyId, clock)).map(({ kind, nextNumber, open }) => [kind, nextNumber, open]),
    ).to.deep.equal([
      ['incoming', 1, true],
      ['outgoing', 1, true],
    ]);
    await register();
    clock = new Date('2027-01-05T02:00:00Z');
    const shown = await listRegisters(clerk.agencyId, clock);
    expect(shown.map(({ kind, year, nextNumber, open }) => [kind, year, nextNumber, open])).to.deep.equal([
      ['incoming', 2027, 1, true],
      ['outgoing', 2027, 1, true],
      ['incoming', 2026, 2, false],
    ]);
  });
});

describe('the list of incoming documents', () => {
  let clock = new Date('2026-11-01T02:00:00Z');
  const clerk = aClerk();
  const hidden = aClerk({ agencyId: 'so-khac' });
  useFreshDatabase();
  useAuditedLedger({ clock: () => clock });
  before('five documents, and one elsewhere', async () => {
    for (let day = 1; day <= 5; day += 1) {
      clock = new Date(`2026-11-0${day}T02:00:00Z`);
      const subject = day === 3 ? 'Đường bộ cao tốc Sao Mai – Bình Phước' : `Việc thứ ${day}`;
      await inTransaction(clerk, (tx) =>
        registerIncoming(
          tx,
          toRegister({
            subject,
            issuedOn: '2026-10-30',
            codeNumber: `0${day}`,
            codeNotation: 'BC-UBND',
            issuer: { agencyId: null, name: 'UBND huyện Thanh Bình' },
          }),
        ),
      );
    }
    await inTransaction(hidden, (tx) =>
      registerIncoming(tx, toRegister({ subject: 'canhbao mật khẩu', issuedOn: '2026-10-30' })),
    );
  });
  const list = (over: Partial<Parameters<typeof listIncoming>[1]> = {}, actor = clerk) =>
    listIncoming(actor, { limit: 50, ...over });
  const numbers = async (over: Partial<Parameters<typeof listIncoming>[1]> = {}, actor = clerk) =>
    (await list(over, actor)).items.map(({ arrivalNumber }) => arrivalNumber);

  it('counts what words are found in no further than the page that shows it', async () => {
    const all = await list({ q: 'thanh binh' });
    expect(all).to.include({ total: 5, capped: false, next: null });
    const first = await list({ q: 'thanh binh', limit: 2 });
    expect(first).to.include({ total: 2, capped: true });
    const last = await list({
      q: 'thanh binh',
      limit: 4,
      cursor: (await list({ q: 'thanh binh', limit: 4 })).next ?? '',
    });
    expect(last).to.include({ total: 1, capped: true, next: null });
    const read = await documentsRead(() => list({ q: 'thanh binh', limit: 2 }), incomingDocuments.name);
    expect(read, 'the newest, to tell which word is rare, and the page with one more').to.deep.equal([5, 3]);
  });

  it('begins with the newest and goes on page by page', async () => {
    expect(await numbers()).to.deep.equal([5, 4, 3, 2, 1]);
    const first = await list({ limit: 2 });
    expect(first).to.include({ total: 5, capped: false });
    const second = await list({ limit: 2, cursor: first.next ?? '' });
    expect(second.items.map(({ arrivalNumber }) => arrivalNumber)).to.deep.equal([3, 2]);
    const third = await list({ limit: 2, cursor: second.next ?? '' });
    expect([third.items.length, third.next]).to.deep.equal([1, null]);
  });

  it('takes no cursor of another list, filter or person, and none that was made up', async () => {
    const { next } = await list({ limit: 2 });
    for (const attempt of [
      list({ limit: 2, cursor: next ?? '', q: 'việc' }),
      list({ limit: 2, cursor: next ?? '' }, aClerk()),
      list({ cursor: 'abc' }),
      list({ cursor: Buffer.from('[1,"x","y"]').toString('base64url') }),
      list({ cursor: Buffer.from('{').toString('base64url') }),
    ]) {
      expect(await refusalOf(attempt)).to.include({ kind: 'malformed', code: 'bad-cursor' });
    }
  });

  it('finds words without marks, the last one as far as it is typed', async () => {
    expect(await numbers({ q: 'duong bo cao' })).to.deep.equal([3]);
    expect(await numbers({ q: 'ĐƯỜNG ca' })).to.deep.equal([3]);
    expect(await numbers({ q: 'ca duong' })).to.deep.equal([]);
    expect(await numbers({ q: 'thanh binh' })).to.deep.equal([5, 4, 3, 2, 1]);
  });

  it('finds a number with its symbol, and the number in the register', async () => {
    expect(await numbers({ q: '4/BC-UBND' })).to.deep.equal([4]);
    expect(await numbers({ q: '04/bc' })).to.deep.equal([4]);
  });

  it('takes what is typed as words, never as a pattern', async () => {
    for (const q of ['(a+)+$', '.*', '.*.*.*.*x'.repeat(50), '[', '\\', '$ne']) await list({ q });
    expect(await numbers({ q: 'vi.c' })).to.deep.equal([]);
    for (const q of ['(', '"', '😀', '… –']) expect(await list({ q }), q).to.include({ total: 0, next: null });
    expect(await numbers({ q: ' ' })).to.deep.equal(await numbers({}));
    expect(
      (
        await refusalOf(
          list({ q: 'từ này khác từ kia '.repeat(10) + Array.from({ length: 40 }, (_, i) => `t${i}`).join(' ') }),
        )
      ).code,
    ).to.equal('too-many-words');
  });

  it('shows the days, states and open work one asks for', async () => {
    expect(await numbers({ from: '2026-11-02', to: '2026-11-03' })).to.deep.equal([3, 2]);
    expect(await numbers({ state: 'registered', open: 'true' })).to.have.length(5);
    expect(await numbers({ open: 'false' })).to.deep.equal([]);
    expect((await refusalOf(list({ from: '2026-11-03', to: '2026-11-02' }))).code).to.equal('date-out-of-range');
  });

  it('tells nothing of what one may not see, not even by counting', async () => {
    expect(await list({ q: 'canhbao' })).to.deep.equal({ items: [], next: null, total: 0, capped: false });
    expect((await list({}, anActorWith('specialist'))).total).to.equal(0);
    expect((await list({}, anActorWith('administrator'))).total).to.equal(0);
    expect((await list({}, hidden)).total).to.equal(1);
  });
});
