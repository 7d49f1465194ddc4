import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { fits, KeptForm, keptOf, type Shelf, sweepKept, throwAwayOf } from '../../../../client/ui/forms/kept-form.ts';

/** A machine’s storage. */
function aShelf(): Shelf & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, text) => void entries.set(name, text),
    removeItem: (name) => void entries.delete(name),
  };
}

const morning = new Date('2026-11-18T01:00:00Z');
const place = { personId: 'anh', positionId: 'van-thu', form: 'soan', object: '' };
const text = z.string();

describe('a form that is kept on this machine', () => {
  it('goes on where it was left, with the key of its act', () => {
    const shelf = aShelf();
    const left = new KeptForm(place, shelf, () => morning);
    left.keep('subject', 'báo cáo quý', 'person');
    const again = new KeptForm(place, shelf, () => morning);
    expect(again.read('subject', text)).to.equal('báo cáo quý');
    expect(again.since()).to.equal(morning.toISOString());
    expect(again.key()).to.equal(left.key());
  });

  it('keeps what the page fills in by itself only beside what the person types', () => {
    const shelf = aShelf();
    const form = new KeptForm(place, shelf);
    form.keep('signer', 'Trần Quốc Bảo', 'page');
    expect(shelf.entries.size).to.equal(0);
    form.keep('subject', 'b', 'person');
    expect(new KeptForm(place, shelf).read('signer', text)).to.equal('Trần Quốc Bảo');
  });

  it('knows which parts the person typed, when it is found again too; what was thrown away is none', () => {
    const shelf = aShelf();
    const form = new KeptForm(place, shelf);
    form.keep('values', 'đọc từ trang', 'page');
    form.keep('files', 'a.pdf', 'person');
    expect([form.hasTyped('values'), form.hasTyped('files')]).to.deep.equal([false, true]);
    const again = new KeptForm(place, shelf);
    expect([again.hasTyped('values'), again.hasTyped('files')]).to.deep.equal([false, true]);
    form.discard();
    expect(form.hasTyped('files')).to.equal(false);
  });

  it('is of one person in one position, one form and one object', () => {
    const shelf = aShelf();
    new KeptForm(place, shelf).keep('subject', 'của tôi', 'person');
    for (const other of [{ personId: 'binh' }, { positionId: 'chuyen-vien' }, { form: 'trinh' }, { object: 'd1' }])
      expect(new KeptForm({ ...place, ...other }, shelf).read('subject', text)).to.equal(undefined);
  });

  it('is gone once its act is answered or it is thrown away, and the next act has another key', () => {
    const shelf = aShelf();
    for (const end of ['renew', 'discard'] as const) {
      const form = new KeptForm(place, shelf);
      form.keep('subject', 'xong', 'person');
      const key = form.key();
      form[end]();
      expect(shelf.entries.size).to.equal(0);
      expect(form.since()).to.equal(undefined);
      expect(form.key()).not.to.equal(key);
    }
  });

  it('keeps the key of an act that went out although nothing was typed', () => {
    const shelf = aShelf();
    const form = new KeptForm(place, shelf);
    form.sending();
    expect(new KeptForm(place, shelf).key()).to.equal(form.key());
  });

  it('is forgotten after 30 days, and swept away', () => {
    const shelf = aShelf();
    new KeptForm(place, shelf, () => morning).keep('subject', 'cũ', 'person');
    const later = new Date(morning.getTime() + 30 * 24 * 3_600_000);
    expect(new KeptForm(place, shelf, () => later).since()).to.equal(undefined);
    sweepKept(shelf, morning);
    expect(shelf.entries.size).to.equal(1);
    sweepKept(shelf, later);
    expect(shelf.entries.size).to.equal(0);
  });

  it('takes whatever else stands under its name for nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (odd) => {
        const shelf = aShelf();
        new KeptForm(place, shelf).keep('subject', 'x', 'person');
        const [name] = shelf.entries.keys();
        shelf.setItem(name ?? '', odd);
        const form = new KeptForm(place, shelf);
        expect(form.read('subject', text)).to.equal(undefined);
        sweepKept(shelf, new Date());
        expect(shelf.entries.size).to.equal(0);
      }),
    );
  });

  it('counts and throws away what is kept for one person alone', () => {
    const shelf = aShelf();
    shelf.setItem('vanban.language', 'vi');
    new KeptForm(place, shelf).keep('subject', 'một', 'person');
    new KeptForm({ ...place, personId: 'anh2' }, shelf).keep('subject', 'hai', 'person');
    expect(keptOf('anh', shelf)).to.have.length(1);
    throwAwayOf('anh', shelf);
    expect(keptOf('anh', shelf)).to.have.length(0);
    expect(keptOf('anh2', shelf)).to.have.length(1);
    expect(shelf.getItem('vanban.language')).to.equal('vi');
  });
});

describe('a kept value of an earlier release', () => {
  it('fits where it has the same fields of the same kinds, null going anywhere', () => {
    const sample = { subject: '', priority: 0, dueOn: null, recipients: [], signer: { name: '' } };
    const kept = { subject: 'a', priority: 1, dueOn: '2026-11-18', recipients: [{ name: 'b' }], signer: { name: 'c' } };
    expect(fits(sample, kept)).to.equal(true);
    expect(fits(sample, { ...kept, signer: null })).to.equal(true);
    expect(fits(sample, { ...kept, subject: 1 })).to.equal(false);
    expect(fits(sample, { ...kept, more: 1 })).to.equal(false);
    expect(fits(sample, { subject: 'a' })).to.equal(false);
    expect(fits(sample, { ...kept, signer: { title: 'c' } })).to.equal(false);
  });

  it('fits itself after the way through storage, and nothing of another kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again: unknown = JSON.parse(JSON.stringify(value));
        expect(fits(value, again)).to.equal(true);
        if (value !== null) expect(fits({ one: value }, { other: value })).to.equal(false);
      }),
    );
  });
});
