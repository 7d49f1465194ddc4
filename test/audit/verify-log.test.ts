import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { mongo } from 'mongoose';
import { exportLog } from '../../server/audit/checks/export-log.ts';
import { proveEntries } from '../../server/audit/checks/prove-entries.ts';
import { signHead } from '../../server/audit/heads/sign-head.ts';
import { record } from '../../server/audit/record.ts';
import { canonicalJson } from '../../server/audit/tree/canonical-json.ts';
import { leafText } from '../../server/audit/tree/leaf.ts';
import { append, emptyTree, leafHash, rootOf } from '../../server/audit/tree/merkle-tree.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { ROW_CHANGED } from '../../server/platform/database/row-seal.ts';
import { allStores, type Row, readOne, type Store } from '../../server/platform/database/store.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { importsOf } from '../../server/platform/start/source-imports.ts';
import { entriesOf, refusalOf } from '../support/identity.ts';
import { useProvince } from '../support/main-job.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import { runs, sampled } from '../support/sampled.ts';
import { collection, liveSomeDays, type Verdict, verifyLog } from './verify-log-world.ts';

type Stored = mongo.Document & { _id: string };

const evidence: readonly Store<Row>[] = allStores().filter((store) => store.evidence && !/test/i.test(store.name));

/** Rows, entries and heads, and what follows from them. */
const ofTheLog = ['auditEvents', 'logHeads', 'signedHeads', 'heldHeads', 'logTiles'];

describe('the stand-alone verifier', function () {
  this.timeout(300_000);
  useFreshDatabase();
  const province = useProvince();
  let folder: string;
  let log: string;
  let lines: string[];
  let outside: string;
  /** An earlier state of every row, by its collection and id. */
  const yesterday = new Map<string, Stored>();
  let files = 0;

  const exported = async (logs?: readonly string[]): Promise<string> => {
    files += 1;
    const file = join(folder, `${files}.ndjson`);
    await exportLog(file, logs === undefined ? {} : { logs });
    return file;
  };

  /** The export after an edit of these collections, which are put back afterwards. */
  const exportAfter = async (names: readonly string[], edit: () => Promise<unknown>): Promise<string> => {
    const kept = await Promise.all(names.map((name) => collection(name).find().toArray()));
    try {
      await edit();
      return await exported();
    } finally {
      for (const [index, name] of names.entries()) {
        await collection(name).deleteMany({});
        const rows = kept[index] ?? [];
        if (rows.length > 0) await collection(name).insertMany(rows);
      }
    }
  };

  /** What the verifier says after such an edit. */
  const afterEdit = async (
    names: readonly string[],
    edit: () => Promise<unknown>,
    ...more: string[]
  ): Promise<Verdict> => await verifyLog(await exportAfter(names, edit), ...more);

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
      const rows = await collection(store.name).find().toArray();
      if (rows.length === 0) throw new Error(`There is no row of ${store.name}`);
      const changing = rows.map(async (row) => {
        const { _id, version: _, mac: __, ...fields } = row;
        yesterday.set(`${store.name} ${_id}`, row);
        const actor = systemActor(row.agencyId ?? 'deployment');
        await inTransaction(actor, async (tx) => tx.change(store, await tx.load(store, _id), fields));
      });
      await Promise.all(changing);
    }
    outside = join(folder, 'head.json');
    await writeFile(outside, JSON.stringify({ messageId: 'm1', sender: { head: await signHead(log) } }));
    lines = (await readFile(await exported(), 'utf8')).trimEnd().split('\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** The keys of the deployment, whose owner looks at more than an inspector can. */
  const keys = () => ['--keys', join(province.storageFolder(), 'keys', 'log')];

  /** Appends an entry to the log that says of a row what somebody wants, with everything that the database alone lets them make fit. */
  const forge = async (store: Store<Row>, row: Row, mac?: string): Promise<void> => {
    const head = await collection('logHeads').findOne({ _id: log });
    const last = await entry(head?.size - 1);
    const salt = 'f'.repeat(32);
    const { personId, positionId, name, title, at } = last;
    const who = { personId, positionId, name, title };
    const event = { type: 'rows-changed' } as const;
    const rows = [{ store, row }];
    const leaf = leafText({ log, sequence: head?.size, at, ...who, event, rows }, salt);
    const fields = { agencyId: log, sequence: head?.size, type: event.type, at, ...who, event, leaf, salt, version: 1 };
    await collection('auditEvents').insertOne({
      _id: `forged ${head?.size}`,
      ...fields,
      ...(mac === undefined ? {} : { mac }),
    });
    const frontier = head?.frontier.map((hash: string) => Buffer.from(hash, 'base64')) ?? [];
    const tree = append({ size: head?.size, frontier }, leafHash(Buffer.from(leaf)));
    const text = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');
    const grown = { size: tree.size, root: text(rootOf(tree)), frontier: tree.frontier.map(text) };
    await collection('logHeads').updateOne({ _id: log }, { $set: grown });
  };

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

  it('is given nothing that opens anything: no password, no hash of one', async () => {
    const text = lines.join('\n');
    const hashes = (await collection('people').find().toArray()).map(({ passwordHash }) => String(passwordHash));
    expect(hashes).not.to.deep.equal([]);
    for (const secret of [...hashes, '$argon2', 'PRIVATE KEY', 'xin-chao']) expect(text).not.to.include(secret);
  });

  it('is given nothing of what lies among the keys, and no text of any row that is a secret of a known form', async () => {
    const text = lines.join('\n');
    const folder = join(province.storageFolder(), 'keys');
    const paths = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    // What the signer remembers is in the heads that it signs.
    const secret = paths.filter(({ name }) => !name.endsWith('.json'));
    expect(secret.map(({ name }) => name)).to.include.members(['ledger.key', 'key.pem', 'seal.p12', 'seal.pass']);
    for (const { parentPath, name } of secret) {
      const bytes = await readFile(join(parentPath, name));
      const forms = [bytes.toString('utf8').trim(), bytes.toString('base64'), bytes.toString('hex')];
      for (const form of forms) expect(text.includes(form), name).to.equal(false);
    }
    for (const line of lines) expect(secretsIn(JSON.parse(line))).to.deep.equal([]);
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
    /** Every row of every collection of evidence. */
    const everyRow = async (): Promise<{ store: Store<Row>; row: Stored; field: string }[]> => {
      const rows = evidence.map(async (store) =>
        (await collection(store.name).find().sort({ _id: 1 }).toArray()).map((row) => {
          const [field = ''] = Object.keys(row).filter((key) => !['_id', 'version', 'mac'].includes(key));
          return { store, row, field };
        }),
      );
      return (await Promise.all(rows)).flat();
    };
    const names = evidence.map(({ name }) => name);
    /** Edits every row at once; gives whichever the verifier does not name so. */
    const unnamed = async (kind: string, edit: (row: Stored, store: Store<Row>, field: string) => Promise<unknown>) => {
      const all = await everyRow();
      expect(new Set(all.map(({ store }) => store.name))).to.deep.equal(new Set(names));
      const { findings, found } = await afterEdit(names, async () => {
        for (const { store, row, field } of all) await edit(row, store, field);
      });
      expect(found).to.equal(findings.length);
      const named = new Set(findings.map((finding) => `${finding.kind} ${finding.store} ${finding.id}`));
      return all.flatMap(({ store, row }) => {
        const name = `${kind} ${store.name} ${row._id}`;
        return named.has(name) ? [] : [name];
      });
    };

    it('that was changed, in every collection', async () => {
      const changed = await unnamed('row-changed', (row, { name }, field) =>
        put(name, { ...row, [field]: `changed ${row._id}` }),
      );
      expect(changed).to.deep.equal([]);
    });

    it('that was removed', async () => {
      expect(await unnamed('row-missing', ({ _id }, { name }) => collection(name).deleteOne({ _id }))).to.deep.equal(
        [],
      );
    });

    it('that was put back to an older state', async () => {
      const putBack = await unnamed('row-restored', (row, { name }) =>
        put(name, yesterday.get(`${name} ${row._id}`) ?? row),
      );
      expect(putBack).to.deep.equal([]);
    });

    it('that was made newer than the log knows', async () => {
      const later = await unnamed('row-unknown-state', (row, { name }, field) =>
        put(name, { ...row, [field]: `changed ${row._id}`, version: row.version + 1 }),
      );
      expect(later).to.deep.equal([]);
    });

    it('that was put in', async () => {
      const { findings } = await afterEdit(names, async () => {
        for (const { name } of evidence) await put(name, { _id: 'new', version: 1, agencyId: 'nobody', code: 'new' });
      });
      expect(findings.map(({ kind, store, id }) => `${kind} ${store} ${id}`)).to.have.members(
        names.map((name) => `row-inserted ${name} new`),
      );
    });

    it('that was swapped with another', async () => {
      const swapped: string[] = [];
      const { findings } = await afterEdit(names, async () => {
        for (const { name } of evidence) {
          const [one, other] = await collection(name).find().sort({ _id: 1 }).toArray();
          if (!one || !other) continue;
          swapped.push(`row-swapped ${name} ${one._id}`, `row-swapped ${name} ${other._id}`);
          await collection(name).deleteMany({ _id: { $in: [one._id, other._id] } });
          await collection(name).insertMany([
            { ...one, _id: other._id },
            { ...other, _id: one._id },
          ]);
        }
      });
      expect(swapped.length).to.be.greaterThan(names.length);
      expect(findings.map(({ kind, store, id }) => `${kind} ${store} ${id}`)).to.have.members(swapped);
    });

    it('that comes with an entry of its own in the log, by the key of the ledger', async () => {
      const all = await everyRow();
      const size = (await collection('logHeads').findOne({ _id: log }))?.size;
      const edit = async () => {
        for (const [index, { store, row, field }] of all.entries()) {
          const edited = { ...row, [field]: `changed ${row._id}`, version: row.version + 1 };
          await put(store.name, edited);
          const { _id: id, mac: _, ...fields } = edited;
          await forge(store, { id, ...fields }, index % 2 === 0 ? undefined : 'no mark of the ledger');
        }
      };
      const file = await exportAfter([...names, ...ofTheLog], edit);
      const verdict = await verifyLog(file, ...keys());
      const forged = verdict.findings.filter(({ kind }) => kind === 'leaf-forged');
      expect(forged.map(({ entry: place }) => place)).to.deep.equal(all.map((_row, index) => size + index));
      expect((await verifyLog(file)).notes).to.deep.include({
        kind: 'tail-unsigned',
        log,
        count: all.length,
        marked: false,
      });
    });

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

  describe('with the keys of the deployment', () => {
    it('finds nothing to say against what real acts have left, signed or not yet', async () => {
      await inTransaction(province.actor('vanthu', 'snv'), async (tx) => record(tx, { type: 'signed-in' }));
      const verdict = await verifyLog(await exported(), ...keys());
      expect(verdict.findings).to.deep.equal([]);
      const tail = verdict.notes.filter((note) => note.kind === 'tail-unsigned' && note.log === log);
      expect(tail).to.have.length(1);
      expect(tail[0]).to.include({ count: 1, marked: true });
      const unsure = (await verifyLog(await exported())).notes.filter((note) => note.log === log);
      expect(unsure[0]).to.include({ kind: 'tail-unsigned', count: 1, marked: false });
    });

    it('names a database that was put back after an act, which looks whole by itself', async () => {
      const all = [...new Set([...allStores().map(({ name }) => name)])].filter((name) => !/test/i.test(name));
      const before = await Promise.all(all.map((name) => collection(name).find().toArray()));
      await inTransaction(province.actor('vanthu', 'snv'), async (tx) => record(tx, { type: 'signed-in' }));
      await signHead(log);
      const putBack = async () => {
        for (const [index, name] of all.entries()) {
          await collection(name).deleteMany({});
          const rows = before[index] ?? [];
          if (rows.length > 0) await collection(name).insertMany(rows);
        }
      };
      const file = await exportAfter(all, putBack);
      expect(await verifyLog(file)).to.include({ code: 0, verdict: 'whole' });
      const named = await verifyLog(file, ...keys());
      expect(named.first).to.include({ kind: 'log-shorter', log });
      const emptied = await afterEdit(
        all,
        async () => {
          await collection('auditEvents').deleteMany({ agencyId: log });
          await collection('logHeads').deleteOne({ _id: log });
          await collection('signedHeads').deleteMany({ log });
        },
        ...keys(),
      );
      expect(emptied.findings.map((finding) => finding.kind)).to.include('log-shorter');
    });

    it('does not take what the signer has seen since for a loss of an older export', async () => {
      const older = await exported();
      await inTransaction(province.actor('vanthu', 'snv'), async (tx) => record(tx, { type: 'signed-in' }));
      await signHead(log);
      const verdict = await verifyLog(older, ...keys());
      expect(verdict).to.include({ code: 0 });
      expect(verdict.notes.map(({ kind }) => kind)).to.include('memory-newer');
    });

    it('says which logs no memory was given of, and calls no file whole that holds no log', async () => {
      const file = await exported();
      const memory = await mkdtemp(join(folder, 'memory-'));
      const lacking = async () => {
        const { notes } = await verifyLog(file, '--memory', memory);
        return notes.filter(({ kind }) => kind === 'memory-lacking').map((note) => note.log);
      };
      expect(await lacking()).to.include(log);
      await copyFile(join(province.storageFolder(), 'keys', 'log', `${log}.json`), join(memory, `${log}.json`));
      expect(await lacking()).not.to.include(log);
      const [header = ''] = (await readFile(file, 'utf8')).split('\n');
      const sha256 = createHash('sha256').update(`${header}\n`).digest('hex');
      const bare = join(folder, 'bare.ndjson');
      await writeFile(bare, `${header}\n${JSON.stringify({ kind: 'end', lines: 1, sha256 })}\n`);
      expect(await verifyLog(bare)).to.include({ code: 2, verdict: 'unreadable' });
    });

    it('says which part it was told not to look at, and that a key marked nothing here', async () => {
      const file = await exported();
      const noted = async (...more: string[]) => (await verifyLog(file, ...more)).notes.map(({ kind }) => kind);
      expect(await noted('--since', '999999')).to.include('since-limits');
      const strange = join(folder, 'strange.key');
      await writeFile(strange, 'x'.repeat(43));
      expect(await noted('--ledger-key', strange)).to.include('ledger-key-strange');
      expect(await noted(...keys())).not.to.include.oneOf(['since-limits', 'ledger-key-strange', 'memory-lacking']);
    });

    it('names a head that was signed with a key which is not the deployment’s', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const verdict = await afterEdit(
        ['signedHeads'],
        async () => {
          for (const head of await collection('signedHeads').find({ log }).toArray()) {
            const signature = sign(null, Buffer.from(head.text), privateKey).toString('base64');
            const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
            await collection('signedHeads').updateOne({ _id: head._id }, { $set: { signature, publicKey: spki } });
          }
        },
        ...keys(),
      );
      expect(verdict.first).to.include({ kind: 'signature-wrong', log });
    });

    it('names a row whose seal alone was changed', async () => {
      const sealed = evidence.filter((store) => store.sealed).map(({ name }) => name);
      expect(sealed.length).to.be.greaterThan(3);
      const unsealed: string[] = [];
      const edit = async () => {
        for (const name of sealed) {
          const id = (await collection(name).findOne({}))?._id ?? '';
          unsealed.push(`row-unsealed ${name} ${id}`);
          await collection(name).updateOne({ _id: id }, { $set: { mac: 'x' } });
        }
      };
      const { findings } = await afterEdit(sealed, edit, ...keys());
      expect(findings.map(({ kind, store, id }) => `${kind} ${store} ${id}`)).to.have.members(unsealed);
    });
  });

  it('believes no row that decides who may do what once any field of it was edited', async () => {
    for (const store of allStores().filter(({ sealed, name }) => sealed && !/test/i.test(name))) {
      const row = await collection(store.name).findOne({});
      // Links of the first administrator are used up before anything else is there.
      if (!row) continue;
      const id = row._id;
      for (const field of Object.keys(row).filter((key) => key !== '_id')) {
        for (const edit of [{ $set: { [field]: 'edited' } }, { $unset: { [field]: 1 } }]) {
          await collection(store.name).updateOne({ _id: id }, edit);
          expect(await refusalOf(readOne(store, { _id: id })), `${store.name} ${field}`).to.include({
            code: ROW_CHANGED,
          });
          await collection(store.name).replaceOne({ _id: id }, { ...row });
        }
      }
      expect(await readOne(store, { _id: id })).to.include({ id });
    }
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
      const edits: readonly [mongo.Document, string][] = [
        [{ name: 'Người khác' }, 'entry-changed 4 name'],
        [{ title: 'Chức khác' }, 'entry-changed 4 title'],
        [{ personId: 'p' }, 'entry-changed 4 personId'],
        [{ type: 'signed-in' }, 'entry-changed 4 type'],
        [{ documentId: 'd' }, 'entry-changed 4 documentId'],
        [{ more: 1 }, 'entry-changed 4 more'],
        [{ 'event.more': 1 }, 'entry-changed 4 event.more'],
        [{ at: new Date(0) }, 'entry-changed 4 at'],
        [{ salt: '0'.repeat(32) }, 'entry-changed 4 name'],
        [{ salt: null }, 'salt-missing 4'],
        [{ name: null }, 'text-missing 4 name'],
      ];
      for (const [fields, said] of sampled(edits, 4)) expect(await first(set(4, fields))).to.equal(said);
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
      const edits: readonly [mongo.Document, string][] = [
        [{ size: size - 1 }, 'head-short'],
        [{ size: size + 1 }, `entry-missing ${size}`],
        [{ root: 'x' }, 'head-changed root'],
        [{ frontier: [] }, 'head-changed frontier'],
        [{ time: new Date(0) }, 'head-changed time'],
      ];
      for (const [fields, said] of sampled(edits, 3)) expect(await first(head(fields))).to.equal(said);
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
      expect((await verifyLog(file, ...keys())).code).to.equal(1);
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

/** Hashes of passwords, private keys, seeds of one-time passwords, tokens of sessions: as each is written, anywhere in a value. */
const formsOfSecrets = /^\$(argon2|2[aby]|scrypt|pbkdf2)|PRIVATE KEY|otpauth:|^(?=.*\d)[A-Z2-7]{32,}=*$|^s:[\w-]{32}\./;

function secretsIn(value: unknown): string[] {
  if (typeof value === 'string') return formsOfSecrets.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}
