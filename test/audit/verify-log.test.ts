import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { mongo } from 'mongoose';
import { canonicalJson } from '../../server/audit/canonical-json.ts';
import { exportLog } from '../../server/audit/export-log.ts';
import { append, emptyTree, leafHash, rootOf } from '../../server/audit/merkle-tree.ts';
import { proveEntries } from '../../server/audit/prove-entries.ts';
import { signHead } from '../../server/audit/sign-head.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { importsOf } from '../../server/platform/start/source-imports.ts';
import { allStores, type Row, type Store } from '../../server/platform/store.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { entriesOf } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { runs, sampled } from '../support/sampled.ts';
import { collection, liveSomeDays, type Verdict, verifyLog } from './verify-log-world.ts';

type Stored = mongo.Document & { _id: string };

const evidence: readonly Store<Row>[] = allStores().filter((store) => store.evidence && !/test/i.test(store.name));

describe('the stand-alone verifier', function () {
  this.timeout(300_000);
  useFreshDatabase();
  const province = useProvince();
  let folder: string;
  let log: string;
  let lines: string[];
  let outside: string;
  /** An earlier state of a row of each collection. */
  const yesterday = new Map<string, Stored>();
  let files = 0;

  const exported = async (logs?: readonly string[]): Promise<string> => {
    files += 1;
    const file = join(folder, `${files}.ndjson`);
    await exportLog(file, logs === undefined ? {} : { logs });
    return file;
  };

  /** What the verifier says after an edit of these collections, which are put back afterwards. */
  const afterEdit = async (
    names: readonly string[],
    edit: () => Promise<unknown>,
    ...more: string[]
  ): Promise<Verdict> => {
    const kept = await Promise.all(names.map((name) => collection(name).find().toArray()));
    try {
      await edit();
      return await verifyLog(await exported(), ...more);
    } finally {
      for (const [index, name] of names.entries()) {
        await collection(name).deleteMany({});
        const rows = kept[index] ?? [];
        if (rows.length > 0) await collection(name).insertMany(rows);
      }
    }
  };

  const entry = async (sequence: number): Promise<Stored> => {
    const found = await collection('auditEvents').findOne({ agencyId: log, sequence });
    if (!found) throw new Error(`There is no entry ${sequence}`);
    return found;
  };

  const put = async (name: string, row: Stored): Promise<void> => {
    await collection(name).deleteOne({ _id: row._id });
    await collection(name).insertOne(row);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-verify-'));
    await liveSomeDays(province);
    log = province.agency('snv').id;
    for (const store of evidence) {
      const [row] = await collection(store.name).find().sort({ _id: 1 }).limit(1).toArray();
      if (!row) throw new Error(`There is no row of ${store.name}`);
      yesterday.set(store.name, row);
      const { _id, version: _, ...fields } = row;
      const actor = systemActor(row.agencyId ?? 'deployment');
      await inTransaction(actor, async (tx) => tx.change(store, await tx.load(store, _id), fields));
    }
    outside = join(folder, 'head.json');
    await writeFile(outside, JSON.stringify({ messageId: 'm1', sender: { head: await signHead(log) } }));
    lines = (await readFile(await exported(), 'utf8')).trimEnd().split('\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing to say against what real acts have left', async () => {
    const verdict = await verifyLog(await exported(), '--heads', outside);
    expect(verdict.findings).to.deep.equal([]);
    expect(verdict).to.include({ code: 0, verdict: 'whole' });
    expect(verdict.counts?.entries).to.equal(await collection('auditEvents').countDocuments());
    expect(verdict.counts?.signedHeads).to.be.greaterThan(0);
  });

  it('does so for the log of one agency, with that of the deployment', async () => {
    const verdict = await verifyLog(await exported([log, 'deployment']));
    expect(verdict.findings).to.deep.equal([]);
    expect(verdict.notes.map(({ kind }) => kind)).to.include('row-of-other-log');
  });

  it('believes the proof of an entry for the signed head that confirms it', async () => {
    const file = join(folder, 'proof.json');
    const proof = await proveEntries(log, { sequence: 4 });
    await writeFile(file, canonicalJson(proof));
    expect(await verifyLog('--proof', file, '--heads', outside)).to.deep.include({ code: 0, notes: [] });
    await writeFile(file, canonicalJson({ ...proof, signedHead: null }));
    const other = await readFile(outside, 'utf8');
    expect((await verifyLog('--proof', file, '--heads', outside)).notes).to.deep.equal([]);
    await writeFile(outside, other.replace('\\"size\\":', '\\"size\\":1'));
    expect((await verifyLog('--proof', file, '--heads', outside)).first?.kind).to.equal('signature-wrong');
    await writeFile(outside, other);
  });

  it('imports nothing but Node’s own modules', async () => {
    const source = await readFile(resolve(import.meta.dirname, '../../scripts/verify-log.mjs'), 'utf8');
    expect(importsOf(source).filter(({ name }) => !name.startsWith('node:'))).to.deep.equal([]);
  });

  it('says that it could not read a file that is cut, changed on its way or something else', async () => {
    const cut = join(folder, 'cut.ndjson');
    await writeFile(cut, `${lines.slice(0, -1).join('\n')}\n`);
    expect(await verifyLog(cut)).to.include({ code: 2, verdict: 'unreadable' });
    await writeFile(cut, `${[...lines.slice(0, 10), ...lines.slice(11)].join('\n')}\n`);
    expect(await verifyLog(cut)).to.include({ code: 2 });
    await writeFile(cut, '{"kind":"something"}\n');
    expect(await verifyLog(cut)).to.include({ code: 2 });
  });

  describe('names an edit of a row', () => {
    interface Target {
      readonly name: string;
      readonly row: Stored;
      readonly other: Stored | undefined;
    }
    const field = (row: Stored): string =>
      String(Object.keys(row).filter((key) => !['_id', 'version'].includes(key))[0]);
    /** What is done to a row, what the verifier calls it, and whom it names: the row unless something else is said. */
    const edits: [kind: string, edit: (target: Target) => Promise<unknown>, id?: string | undefined][] = [
      ['row-changed', ({ name, row }) => put(name, { ...row, [field(row)]: 'changed' })],
      ['row-missing', ({ name, row }) => collection(name).deleteOne({ _id: row._id })],
      ['row-inserted', ({ name }) => put(name, { _id: 'new', version: 1, agencyId: 'nobody' }), 'new'],
      ['row-restored', ({ name, row }) => put(name, yesterday.get(name) ?? row)],
      [
        'row-unknown-state',
        ({ name, row }) => put(name, { ...row, [field(row)]: 'changed', version: row.version + 1 }),
      ],
      [
        'row-swapped',
        async ({ name, row, other }) => {
          if (other === undefined) throw new Error(`${name} has one row only`);
          await collection(name).deleteMany({ _id: { $in: [row._id, other._id] } });
          return await collection(name).insertMany([
            { ...row, _id: other._id },
            { ...other, _id: row._id },
          ]);
        },
      ],
    ];

    for (const [turn, { name }] of evidence.entries()) {
      it(`of ${name}`, async () => {
        const [row, other] = await collection(name).find().sort({ _id: 1 }).toArray();
        if (!row) throw new Error(`The world of this test has no row of ${name}`);
        // Where there is one row there is nothing to swap.
        const possible = edits.filter(([kind]) => other !== undefined || kind !== 'row-swapped');
        for (const [kind, edit, id = row._id] of sampled(possible, 2, turn)) {
          const { code, first, findings } = await afterEdit([name], () => edit({ name, row, other }));
          if (kind === 'row-swapped') {
            expect(
              findings.map((finding) => finding.kind),
              kind,
            ).to.deep.equal(['row-swapped', 'row-swapped']);
            expect(findings.map((finding) => finding.id)).to.have.members([row._id, other?._id]);
          } else {
            expect({ code, kind: first?.kind, store: first?.store, id: first?.id }).to.deep.equal({
              code: 1,
              kind,
              store: name,
              id,
            });
          }
        }
      });
    }

    it('even when a date is only made into its text, or a field into null', async () => {
      const [row] = await collection('outgoingDocuments').find().toArray();
      if (!row) throw new Error('There is no outgoing document');
      const text = await afterEdit(['outgoingDocuments'], () =>
        put('outgoingDocuments', { ...row, createdAt: row.createdAt.toISOString() }),
      );
      expect(text.first).to.include({ kind: 'row-changed', id: row._id });
      const more = await afterEdit(['outgoingDocuments'], () =>
        put('outgoingDocuments', { ...row, answersNothing: null }),
      );
      expect(more.first).to.include({ kind: 'row-changed', id: row._id });
    });
  });

  describe('names an edit of the log', () => {
    const first = async (edit: () => Promise<unknown>, ...more: string[]) => {
      const verdict = await afterEdit(['auditEvents', 'logHeads', 'signedHeads', 'logTiles'], edit, ...more);
      expect(verdict.code).to.equal(1);
      const { kind, entry, field } = verdict.first ?? {};
      expect(verdict.first?.log).to.equal(log);
      return [kind, entry, field].filter((value) => value !== undefined).join(' ');
    };
    const set = (sequence: number, fields: mongo.Document) => () =>
      collection('auditEvents').updateOne({ agencyId: log, sequence }, { $set: fields });

    it('when a readable field is changed', async () => {
      expect(await first(set(4, { name: 'Người khác' }))).to.equal('entry-changed 4 name');
      expect(await first(set(4, { title: 'Chức khác' }))).to.equal('entry-changed 4 title');
      expect(await first(set(4, { personId: 'p' }))).to.equal('entry-changed 4 personId');
      expect(await first(set(4, { type: 'signed-in' }))).to.equal('entry-changed 4 type');
      expect(await first(set(4, { documentId: 'd' }))).to.equal('entry-changed 4 documentId');
      expect(await first(set(4, { more: 1 }))).to.equal('entry-changed 4 more');
      expect(await first(set(4, { 'event.more': 1 }))).to.equal('entry-changed 4 event.more');
      expect(await first(set(4, { at: new Date(0) }))).to.equal('entry-changed 4 at');
      expect(await first(set(4, { salt: '0'.repeat(32) }))).to.equal('entry-changed 4 name');
      expect(await first(set(4, { salt: null }))).to.equal('salt-missing 4');
      expect(await first(set(4, { name: null }))).to.equal('text-missing 4 name');
    });

    it('when a leaf is changed, alone or with the fields', async () => {
      const { leaf } = await entry(4);
      const moved = leaf.replace(/"at":"[^"]+"/, '"at":"2020-01-01T00:00:00.000Z"');
      expect(await first(set(4, { leaf: moved }))).to.equal('entry-changed 4 at');
      expect(await first(set(4, { leaf: moved, at: new Date('2020-01-01T00:00:00.000Z') }))).to.equal('time-back 4');
      expect(await first(set(4, { leaf: 'x' }))).to.equal('leaf-unreadable 4');
      const other = leaf.replace(/"personId":"[^"]+"/, '"personId":"p"');
      expect(await first(set(4, { leaf: other, personId: 'p' }))).to.match(/^rewritten/);
    });

    it('when entries are removed', async () => {
      const entries = await entriesOf(log);
      const last = entries.length - 1;
      const remove = (sequence: number) => collection('auditEvents').deleteOne({ agencyId: log, sequence });
      expect(await first(() => remove(last))).to.equal(`entry-missing ${last}`);
      expect(await first(() => remove(4))).to.equal('entry-missing 4');
      expect(await first(() => remove(0))).to.equal('entry-missing 0');
      const renumbered = async () => {
        await remove(4);
        for (const { id, sequence } of entries.slice(5)) {
          await collection('auditEvents').updateOne({ _id: id }, { $set: { sequence: sequence - 1 } });
        }
      };
      expect(await first(renumbered)).to.equal('entry-moved 4');
    });

    it('when an entry is inserted, or two are swapped', async () => {
      const last = (await entriesOf(log)).length;
      const copy = { ...(await entry(4)), _id: 'new', sequence: last };
      expect(await first(() => put('auditEvents', copy))).to.equal(`entry-moved ${last}`);
      const [four, five] = [await entry(4), await entry(5)];
      const swap = async () => {
        await collection('auditEvents').deleteMany({ _id: { $in: [four._id, five._id] } });
        await collection('auditEvents').insertMany([
          { ...four, sequence: 5 },
          { ...five, sequence: 4 },
        ]);
      };
      expect(await first(swap)).to.equal('entry-moved 4');
    });

    it('when its head is changed, put back or removed', async () => {
      const head = (fields: mongo.Document) => () => collection('logHeads').updateOne({ _id: log }, { $set: fields });
      const size = (await entriesOf(log)).length;
      expect(await first(head({ size: size - 1 }))).to.equal('head-short');
      expect(await first(head({ size: size + 1 }))).to.equal(`entry-missing ${size}`);
      expect(await first(head({ root: 'x' }))).to.equal('head-changed root');
      expect(await first(head({ frontier: [] }))).to.equal('head-changed frontier');
      expect(await first(head({ time: new Date(0) }))).to.equal('head-changed time');
      expect(await first(() => collection('logHeads').deleteOne({ _id: log }))).to.equal('head-missing');
    });

    /** Rewrites a log from its first entry on, with everything that can be made to fit again inside the database. */
    const rewrite = async (upTo: number, change: (leaf: string) => string): Promise<void> => {
      let tree = emptyTree;
      for (const { id, sequence, leaf } of (await entriesOf(log)).slice(0, upTo)) {
        const text = sequence === 0 ? change(leaf) : leaf;
        const personId = JSON.parse(text).personId;
        await collection('auditEvents').updateOne({ _id: id }, { $set: { leaf: text, personId } });
        tree = append(tree, leafHash(Buffer.from(text)));
      }
      await collection('auditEvents').deleteMany({ agencyId: log, sequence: { $gte: upTo } });
      const root = Buffer.from(rootOf(tree)).toString('base64');
      const frontier = tree.frontier.map((hash) => Buffer.from(hash).toString('base64'));
      const time = (await entry(upTo - 1)).at;
      await collection('logHeads').updateOne({ _id: log }, { $set: { size: upTo, root, frontier, time } });
    };
    const otherPerson = (leaf: string) => leaf.replace(/"personId":"[^"]+"/, '"personId":"p"');

    it('when it is rewritten whole, against the heads that were signed', async () => {
      const size = (await entriesOf(log)).length;
      expect(await first(() => rewrite(size, otherPerson))).to.equal('head-contradicted');
      expect(await first(() => rewrite(size - 1, (leaf) => leaf))).to.equal('log-shorter');
    });

    it('when the signed heads are rewritten with it, against a head that somebody else holds', async () => {
      const size = (await entriesOf(log)).length;
      const all = async () => {
        await rewrite(size, otherPerson);
        await collection('signedHeads').deleteMany({});
        await collection('heldHeads').deleteMany({});
      };
      const { findings } = await afterEdit(
        ['auditEvents', 'logHeads', 'signedHeads', 'heldHeads'],
        all,
        '--heads',
        outside,
      );
      expect(findings.map(({ kind }) => kind)).to.include('head-contradicted');
    });

    it('when a head is signed by another key', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const pem = join(folder, 'other.pem');
      await writeFile(pem, publicKey.export({ format: 'pem', type: 'spki' }));
      const verdict = await verifyLog(await exported(), '--key', pem);
      expect(verdict.first?.kind).to.equal('signature-wrong');
      const forged = async () => {
        const [head] = await collection('signedHeads').find({ log }).toArray();
        const signature = sign(null, Buffer.from(head?.text), privateKey).toString('base64');
        await collection('signedHeads').updateOne({ _id: head?._id ?? '' }, { $set: { signature } });
      };
      expect(await first(forged)).to.equal('signature-wrong');
    });
  });

  it('lets no change of any field of any row or entry pass', async () => {
    const parsed = lines.map((line) => JSON.parse(line));
    const targets = parsed.flatMap(({ kind }, index) => (kind === 'row' || kind === 'entry' ? [index] : []));
    const property = fc.asyncProperty(fc.constantFrom(...targets), fc.nat(), fc.nat(2), async (index, which, how) => {
      const line = structuredClone(parsed[index]);
      const what = line[line.kind];
      const places = placesIn(what).filter(
        ([key, ...deeper]) => !(line.kind === 'entry' && key === 'id' && deeper.length === 0),
      );
      edit(what, places[which % places.length] ?? [], how);
      const file = join(folder, 'mutated.ndjson');
      await writeFile(file, withEnd([...lines.slice(0, index), JSON.stringify(line), ...lines.slice(index + 1, -1)]));
      expect((await verifyLog(file)).code).to.equal(1);
    });
    await fc.assert(property, { numRuns: runs(20) });
  });
});

/** Every place in a value that holds something, as a path. */
function placesIn(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => [[key], ...placesIn(member).map((path) => [key, ...path])]);
}

/** Replaces, removes or nulls what stands at a place; what is null already becomes a text. */
function edit(value: Record<string, unknown>, [key = '', ...deeper]: readonly string[], how: number): void {
  const held = value[key];
  if (deeper.length > 0) edit(held as Record<string, unknown>, deeper, how);
  else if (how === 0 && !Array.isArray(value)) delete value[key];
  else if (how === 1 && held !== null) value[key] = null;
  else value[key] = typeof held === 'number' ? held + 1 : `${held}x`;
}

function withEnd(kept: readonly string[]): string {
  const text = `${kept.join('\n')}\n`;
  const end = { kind: 'end', lines: kept.length, sha256: createHash('sha256').update(text).digest('hex') };
  return `${text}${JSON.stringify(end)}\n`;
}
