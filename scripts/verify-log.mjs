#!/usr/bin/env node
/*
 * Verifies an export of the logs of Vanban, without Vanban: this one file, Node 20 or newer, no packages, no network.
 *
 *   node verify-log.mjs EXPORT.ndjson [--heads FILE]… [--key PUBLIC.pem]… [--memory FOLDER] [--ledger-key FILE] [--since N] [--json]
 *   node verify-log.mjs EXPORT.ndjson --keys FOLDER [--heads FILE]… [--since N] [--json]
 *   node verify-log.mjs --proof PROOF.json [--heads FILE]… [--key PUBLIC.pem]… [--json]
 *
 * It says in words the first place where the past was changed, counts the others, and ends with 0 when there is none, 1 when there is
 * one, 2 when it could not read what it was given. --heads takes heads of the logs that others hold: files of JSON with heads anywhere
 * in them – envelopes, receipts, answers of /api/log. --key takes keys that signed heads must bear; without it the key in the export
 * is believed, and its fingerprint is printed to be compared. --memory takes what the signer of the heads remembers of each log, its size
 * and frontier in <log>.json, copied before the export: a database that was put back is shorter. --ledger-key takes the secret the ledger marks with what it writes:
 * an entry that somebody appended without it is named, also while no head has been signed over it. --keys takes all three from one folder,
 * KEYS_DIR/log of the deployment. --since looks only at entries from that number on, and at what they wrote.
 *
 * What is checked:
 *   the file           is whole: its last line bears the count of lines and the SHA-256 of all before it
 *   each entry         stands in its place without gaps; its readable fields say what its leaf says (names and reasons by digest,
 *                      SHA-256(salt \n member \n text)); no entry is earlier than the one before
 *   each log           the Merkle tree of its leaves (RFC 9162, SHA-256) has the root of its head
 *   each signed head   bears its Ed25519 signature, and the tree had that root when it had that size; heads of others likewise
 *   each row           is as the newest leaf that names it says, SHA-256(salt \n 'row' \n canonical JSON); none is missing or additional.
 *                      What opens something is in it as {"$secret": SHA-256} only
 *   each mark          with the key of the ledger: HMAC-SHA256(key, 'leaf' \n leaf) on every entry, HMAC-SHA256(key, 'row' \n collection
 *                      \n canonical JSON) on rows that decide who may do what
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** The input is no whole export: nothing can be said about the logs. */
class Unreadable extends Error {
  constructor(vi, en) {
    super(en);
    this.vi = vi;
  }
}

// ---------------------------------------------------------------------------------------------- text and hashes

/** RFC 8785: keys sorted, no spaces. Dates and bytes come as {"$date": …} and {"$bytes": …}, as they were hashed. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort((one, other) => (one < other ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const same = (one, other) =>
  one === undefined || other === undefined ? one === other : canonical(one) === canonical(other);

const digest = (salt, member, text) => createHash('sha256').update(`${salt}\n${member}\n${text}`).digest('hex');

const rowDigest = (salt, row) => digest(salt, 'row', canonical(row));

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const leafHash = (text) => sha256(Uint8Array.of(0), text);

const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

/** A Merkle tree that grows, as the roots of the perfect subtrees it is made of, the largest first. */
class Tree {
  size = 0;
  frontier = [];

  /** Adds a leaf and tells every perfect subtree that it completes: level, index, hash. */
  append(leaf, tell) {
    let [hash, level] = [leaf, 0];
    tell(level, this.size, hash);
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(this.frontier.pop(), hash);
      level += 1;
      tell(level, (rest - 1) / 2, hash);
    }
    this.frontier.push(hash);
    this.size += 1;
  }

  root() {
    if (this.size === 0) return sha256().toString('base64');
    return this.frontier.reduceRight((right, left) => nodeHash(left, right)).toString('base64');
  }
}

/** Whether the leaf stands at `index` in the tree of this size and root (RFC 9162 §2.1.3.2). */
function isIncluded(leaf, index, size, proof, root) {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, other);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.toString('base64') === root;
}

// ---------------------------------------------------------------------------------------------- files

/** The lines of a file as bytes, each with its line feed. */
async function* linesOf(path) {
  let begun = [];
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    let start = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, start)) {
      yield Buffer.concat([...begun, piece.subarray(start, end + 1)]);
      begun = [];
      start = end + 1;
    }
    if (start < piece.length) begun.push(piece.subarray(start));
  }
  if (begun.length > 0) throw new Unreadable('dòng cuối bị cắt', 'the last line is cut off');
}

/** The lines of an export; throws `Unreadable` unless the file is whole. */
async function* exportLines(path) {
  const hash = createHash('sha256');
  let [count, end] = [0, undefined];
  for await (const bytes of linesOf(path)) {
    if (end) throw new Unreadable('có gì đó sau dòng cuối', 'something follows the last line');
    const line = parsed(bytes.toString('utf8'), `${path}:${count + 1}`);
    if (count === 0 && (line?.kind !== 'vanban-log-export' || ![1, 2].includes(line.format))) {
      throw new Unreadable(
        'đây không phải tệp xuất nhật ký của Vanban, hoặc theo khuôn dạng mới hơn',
        'this is no export of the logs of Vanban, or of a format this program does not know',
      );
    }
    if (line?.kind === 'end') {
      end = line;
    } else {
      hash.update(bytes);
      count += 1;
      yield line;
    }
  }
  if (!end) throw new Unreadable('thiếu phần cuối', 'the end is missing');
  if (end.lines !== count || end.sha256 !== hash.digest('hex'))
    throw new Unreadable('mã kiểm tra không khớp', 'its checksum does not fit');
}

function parsed(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${what} không phải JSON`, `${what} is no JSON`);
  }
}

/** Signed heads anywhere inside a value, also inside texts of JSON. */
function headsIn(value) {
  if (value === null || typeof value !== 'object') return [];
  if (typeof value.text === 'string' && value.text.includes('"tree-head"')) return [value];
  return Object.values(value).flatMap(headsIn);
}

async function headsOfFile(path) {
  const text = await readFile(path, 'utf8');
  const lines = text.trim().startsWith('{') && text.trim().includes('}\n{') ? text.trim().split('\n') : [text];
  const heads = lines.flatMap((line) => headsIn(parsed(line, path)));
  if (heads.length === 0) throw new Unreadable(`${path} không có đầu nhật ký nào`, `${path} holds no head of a log`);
  return heads.map((head) => ({ ...head, from: path }));
}

/** What the signer remembers of each log: size, root of what it has signed, and from where on leaves bear the mark of the ledger. */
async function memoriesIn(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { epoch, size, frontier, unmarked = 0, time } = parsed(await readFile(path, 'utf8'), path) ?? {};
      if (!Number.isInteger(size) || !Array.isArray(frontier))
        throw new Unreadable(`${path} không phải ghi nhớ của bộ ký`, `${path} is no memory of a signer`);
      const tree = Object.assign(new Tree(), { size, frontier: frontier.map((hash) => Buffer.from(hash, 'base64')) });
      return {
        log: name.slice(0, -'.json'.length),
        epoch,
        size,
        root: tree.root(),
        unmarked,
        time,
        from: path,
        isMemory: true,
      };
    }),
  );
}

/** The mark the ledger puts on a text of this kind; the id of the key stands before it. */
function markWith(secret) {
  const id = createHash('sha256').update(`ledger key\n${secret}`).digest('hex').slice(0, 8);
  return (kind, text) => `${id}.${createHmac('sha256', secret).update(`${kind}\n${text}`).digest('base64url')}`;
}

async function keysIn(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pem'));
  return names.map((name) => join(folder, name));
}

// ---------------------------------------------------------------------------------------------- what is found

const vietnamTime = (time) => {
  const at = new Date(time);
  if (time === undefined || Number.isNaN(at.getTime())) return undefined;
  const [day, clock] = new Date(at.getTime() + 7 * 3600_000).toISOString().split('T');
  return `${day.split('-').reverse().join('/')} ${clock.slice(0, 8)}`;
};

/** What can have happened, in Vietnamese and English; the place is said before it. */
const sentences = {
  'entry-missing': ({ count }) => [
    `thiếu ${count} mục từ đây: đã bị xoá`,
    `${count} entries are missing from here on: they were removed`,
  ],
  'entry-moved': ({ says }) => [
    `ở đây là nội dung của mục ${says}: có mục đã bị xoá, chèn hoặc đổi chỗ`,
    `here stands entry ${says}: an entry was removed, inserted or moved`,
  ],
  'entry-twice': () => [
    'số mục này không theo thứ tự: có mục đã bị chèn',
    'this number is out of order: an entry was inserted',
  ],
  'entry-changed': ({ field }) => [
    `trường ${field} không như lá đã ghi: đã bị sửa`,
    `the field ${field} is not what the leaf says: it was changed`,
  ],
  'leaf-unreadable': () => ['lá của mục này không đọc được: đã bị sửa', 'its leaf cannot be read: it was changed'],
  'leaf-changed': () => [
    'lá của mục này không phải lá đã ghi vào cây: đã bị viết lại',
    'its leaf is not the one that was put into the tree: it was rewritten',
  ],
  'salt-missing': () => [
    'muối của mục này không còn: tên, lý do và dữ liệu không kiểm tra được',
    'its salt is gone: name, reason and rows cannot be checked',
  ],
  'text-missing': ({ field }) => [`nội dung ${field} đã bị xoá`, `the text of ${field} was erased`],
  'time-back': ({ before }) => [
    `thời điểm sớm hơn mục trước (${before}): đã bị ghi lùi ngày`,
    `it is earlier than the entry before (${before}): it was back-dated`,
  ],
  'row-again': ({ row }) => [
    `ghi lại một trạng thái đã có của ${row}`,
    `it writes again a state of ${row} that was there already`,
  ],
  'head-missing': () => ['không có đầu nhật ký', 'the head of the log is missing'],
  'head-short': ({ size, count }) => [
    `đầu nhật ký chỉ tính đến ${size} mục, nhưng có ${count} mục: đầu đã bị lùi lại, hoặc mục đã bị thêm`,
    `the head counts ${size} entries, but there are ${count}: the head was put back, or entries were added`,
  ],
  'head-changed': ({ field }) => [
    `trường ${field} của đầu nhật ký không khớp với các mục: đã bị sửa`,
    `the field ${field} of the head does not fit the entries: it was changed`,
  ],
  rewritten: ({ to }) => [
    `gốc của cây không khớp: mục này hoặc một mục đến ${to} đã bị viết lại`,
    `the root of the tree does not fit: this entry or one up to ${to} was rewritten`,
  ],
  'tile-changed': ({ tile }) => [
    `bảng băm ${tile} không khớp với các mục: bảng băm đã bị sửa`,
    `the stored hashes ${tile} do not fit the entries: they were changed`,
  ],
  'signature-wrong': ({ size, from }) => [
    `chữ ký của đầu có ${size} mục (${from}) không đúng`,
    `the signature of the head of ${size} entries (${from}) is wrong`,
  ],
  'head-unreadable': ({ from }) => [`một đầu đã ký (${from}) không đọc được`, `a signed head (${from}) cannot be read`],
  'head-contradicted': ({ size, from, after }) => [
    `trái với đầu đã ký khi có ${size} mục (${from}): quá khứ sau mục ${after} đã bị viết lại`,
    `it contradicts the head signed when it had ${size} entries (${from}): what follows entry ${after} was rewritten`,
  ],
  'log-shorter': ({ size, from, count }) => [
    `đã có ${size} mục khi được ký (${from}), nay chỉ còn ${count}: đã bị cắt bớt hoặc khôi phục bản cũ`,
    `it had ${size} entries when it was signed (${from}) and has ${count} now: it was cut or put back to an older copy`,
  ],
  'leaf-forged': () => [
    'mục này không mang dấu của sổ cái: đã bị ghi thêm ngoài ứng dụng',
    'it does not bear the mark of the ledger: it was written past the application',
  ],
  'row-unsealed': () => [
    'dòng này không mang dấu của sổ cái: đã bị sửa ngoài ứng dụng',
    'the row does not bear the mark of the ledger: it was changed past the application',
  ],
  'row-changed': () => [
    'dữ liệu không như đã ghi nhật ký: đã bị sửa',
    'the row is not as the log says: it was changed',
  ],
  'row-restored': ({ to }) => [
    `dữ liệu đã bị đưa về trạng thái cũ của mục ${to}`,
    `the row was put back to its older state, of entry ${to}`,
  ],
  'row-swapped': ({ other }) => [
    `dữ liệu là của dòng ${other}: đã bị tráo`,
    `it holds what belongs to row ${other}: they were swapped`,
  ],
  'row-unknown-state': ({ version, known }) => [
    `phiên bản ${version} của dữ liệu không có trong nhật ký (mới nhất là ${known}): đã bị sửa`,
    `version ${version} of the row is not in the log (${known} is the newest): it was changed`,
  ],
  'row-missing': () => ['dữ liệu không còn: đã bị xoá', 'the row is gone: it was removed'],
  'row-twice': () => ['dữ liệu có hai lần', 'the row is there twice'],
  'row-inserted': () => [
    'dữ liệu không có trong nhật ký: đã bị chèn',
    'the log does not know this row: it was inserted',
  ],
  'proof-wrong': () => ['bằng chứng không dẫn đến gốc của cây', 'the proof does not lead to the root of the tree'],
};

const KEPT = 1000;

/** What was found; of very many only the first are kept, and all are counted. */
class Findings {
  count = 0;
  kept = [];

  add(kind, { log, entry, at, store, id, ...more } = {}) {
    this.count += 1;
    if (this.kept.length < KEPT) this.kept.push({ kind, log, entry, at, store, id, ...more });
  }

  /** In words: entries before heads before rows, each by time. */
  list() {
    const rank = ({ store, entry }) => (store !== undefined ? 2 : Number(entry === undefined));
    // Entries of one log keep their order even where their times were turned about.
    const time = ({ since, at }) => Date.parse(since ?? at ?? '9999-12-31');
    const order = (one, other) => rank(one) - rank(other) || time(one) - time(other);
    return this.kept.toSorted(order).map((finding) => ({ ...finding, ...wordsOf(finding) }));
  }
}

function wordsOf(finding) {
  const { kind, log, entry, at, store, id } = finding;
  const time = vietnamTime(at);
  const inLog = (log_, entry_) =>
    log === undefined ? [] : [`${log_} ${log}`, ...(entry === undefined ? [] : [`${entry_} ${entry}`])];
  const place = ([collection, row, by], words) => {
    const written = [...words, ...(time === undefined ? [] : [time])].join(', ');
    if (store === undefined) return written;
    return `${collection} ${store}, ${row} ${id}${written === '' ? '' : ` (${by} ${written})`}`;
  };
  const [vi, en] = sentences[kind](finding);
  return {
    vi: `${place(['bộ dữ liệu', 'dòng', 'ghi bởi'], inLog('nhật ký', 'mục'))}: ${vi}.`,
    en: `${place(['collection', 'row', 'written by'], inLog('log', 'entry'))}: ${en}.`,
  };
}

// ---------------------------------------------------------------------------------------------- an entry and its leaf

const entryFields = new Set(
  'id version agencyId sequence type at personId positionId name title documentId arrivalId requestId event leaf salt mac'.split(
    ' ',
  ),
);

/** The leaf as an object, or nothing when it is none. */
function readLeaf(text) {
  try {
    const leaf = JSON.parse(text);
    const isLeaf =
      (leaf.format === 1 || leaf.format === 2) &&
      Number.isInteger(leaf.sequence) &&
      typeof leaf.event === 'object' &&
      Array.isArray(leaf.rows);
    return isLeaf && !Number.isNaN(Date.parse(leaf.at)) ? leaf : undefined;
  } catch {
    return undefined;
  }
}

/** Adds every readable field that does not say what the leaf says. */
function compareWithLeaf(entry, leaf, place, findings) {
  const { event } = leaf;
  const plain = {
    version: 1,
    agencyId: leaf.log,
    type: event.type,
    at: { $date: leaf.at },
    personId: leaf.personId,
    positionId: leaf.positionId,
    documentId: event.documentId,
    arrivalId: event.arrivalId,
    requestId: leaf.requestId,
  };
  const wrong = Object.keys(plain).filter((field) => !same(entry[field], plain[field]));
  wrong.push(...Object.keys(entry).filter((field) => !entryFields.has(field)));
  const said = entry.event !== null && typeof entry.event === 'object' ? entry.event : {};
  const members = new Set([...Object.keys(event), ...Object.keys(said)]);
  const personal = [
    ['name', entry.name, leaf.name],
    ['title', entry.title, leaf.title],
    ...[...members].map((member) => [`event.${member}`, said[member], event[member]]),
  ];
  const isSalted = typeof entry.salt === 'string' && /^[0-9a-f]{32}$/.test(entry.salt);
  if (!isSalted) findings.add('salt-missing', place);
  for (const [field, text, kept] of personal) {
    if (typeof kept?.digest !== 'string') {
      if (!same(text, kept)) wrong.push(field);
    } else if (text === undefined || text === null) {
      findings.add('text-missing', { ...place, field });
    } else if (
      typeof text !== 'string' ||
      (isSalted && digest(entry.salt, field.replace('event.', ''), text) !== kept.digest)
    ) {
      wrong.push(field);
    }
  }
  for (const field of wrong) findings.add('entry-changed', { ...place, field });
}

// ---------------------------------------------------------------------------------------------- one log

/** One log while its entries come in, with the heads that are to be met on the way. */
class Log {
  tree = new Tree();
  next = 0;
  lastTime;
  /** By size: heads whose root the tree must have then. */
  awaited = new Map();
  /** By level and index: the stored hashes of 256 subtrees side by side. */
  tiles = new Map();
  tileFault;
  /** The largest size at which a head has agreed, one from outside the database or signed, and the heads that have not. */
  agreed = 0;
  confirmed = 0;
  contradicted = [];
  /** The newest epoch of signed heads: raised when the log was put back to a backup on purpose. */
  epoch = 1;
  /** Places of entries without the mark of the ledger, and from where on each must bear it, if that is known. */
  unmarked = [];
  markedFrom;
  /** Whether the export speaks of it as of one of its own; others know heads of other deployments too. */
  isOurs = false;
  /** Whether the export holds heads that its own signer has signed: whoever signs remembers. */
  isSigned = false;
  /** Whether every entry so far stands for itself. */
  sound = true;

  constructor(id) {
    this.id = id;
  }

  await(head) {
    this.awaited.set(head.size, [...(this.awaited.get(head.size) ?? []), head]);
  }

  append(leaf) {
    this.tree.append(leafHash(leaf), (level, index, hash) => {
      const tile = level % 8 === 0 && this.tiles.get(`${level / 8}/${Math.floor(index / 256)}`);
      if (!tile || this.tileFault) return;
      const place = 32 * (index % 256);
      if (!tile.subarray(place, place + 32).equals(hash)) {
        this.tileFault = { level, index, tile: `${level / 8}/${Math.floor(index / 256)}` };
      }
    });
    const heads = this.awaited.get(this.tree.size);
    if (!heads) return;
    this.awaited.delete(this.tree.size);
    const root = this.tree.root();
    for (const head of heads) {
      if (head.root === root) {
        this.agreed = this.tree.size;
        if (!head.own) this.confirmed = this.tree.size;
      } else this.contradicted.push({ ...head, after: this.agreed - 1 });
    }
  }

  /** The entries among which one was rewritten: between heads that agree and those that do not, and in the first subtree that differs. */
  rangeOfChange(told, found) {
    const sizes = this.contradicted.map(({ size }) => size);
    let [from, to] = [this.agreed, Math.min(...sizes, this.tree.size)];
    if (Array.isArray(told) && told.length === found.length) {
      let start = 0;
      for (const [place, hash] of found.entries()) {
        const end = start + 2 ** Math.floor(Math.log2(this.tree.size - start));
        if (hash !== told[place]) {
          [from, to] = [Math.max(from, start), Math.min(to, end)];
          break;
        }
        start = end;
      }
    }
    return { from, to: to - 1 };
  }
}

// ---------------------------------------------------------------------------------------------- the export

class Verification {
  findings = new Findings();
  notes = [];
  logs = new Map();
  heads = new Map();
  /** By store and id: the newest state of each row that a leaf tells. */
  states = new Map();
  /** By store and id: rows that are not as their newest state says. */
  suspects = new Map();
  /** Whether any entry bears a mark of the given key of the ledger. */
  isKeyKnown = false;
  fingerprints = new Set();
  counts = { logs: 0, entries: 0, rows: 0, signedHeads: 0, outsideHeads: 0 };

  constructor({ heads = [], keys = [], memories, secret, since = 0 }) {
    this.since = since;
    this.trusted = keys;
    this.memories = memories ?? [];
    this.isRemembering = memories !== undefined;
    this.mark = secret === undefined ? undefined : markWith(secret);
    for (const head of heads) this.takeHead(head, head.from);
    this.counts.outsideHeads = heads.length;
  }

  log(id) {
    const name = typeof id === 'string' ? id : canonical(id ?? null);
    if (!this.logs.has(name)) this.logs.set(name, new Log(name));
    return this.logs.get(name);
  }

  async export(path) {
    for await (const line of exportLines(path)) this.take(line);
    for (const log of this.logs.values()) this.finishLog(log);
    if (![...this.logs.values()].some(({ isOurs }) => isOurs))
      throw new Unreadable('không có nhật ký nào trong tệp', 'there is no log in it');
    if (this.since > 0) this.note('since-limits', { since: this.since });
    if (this.mark && !this.isKeyKnown) this.note('ledger-key-strange', {});
    this.finishRows();
    if (this.suspects.size > 0) await this.explainRows(path);
    this.counts.logs = [...this.logs.values()].filter(({ isOurs }) => isOurs).length;
  }

  take(line) {
    switch (line.kind) {
      case 'vanban-log-export':
        this.at = line.at;
        this.only = line.logs === null ? undefined : new Set(line.logs);
        this.sealed = new Set(line.sealed);
        for (const memory of this.memories) if (!this.only || this.only.has(memory.log)) this.remember(memory);
        return;
      case 'head':
        return this.takeOwnHead(line.head);
      case 'tile':
        this.log(line.tile.log).tiles.set(
          `${line.tile.level}/${line.tile.index}`,
          Buffer.from(String(line.tile.hashes), 'base64'),
        );
        return;
      case 'signed-head':
        this.counts.signedHeads += 1;
        return this.takeHead(line, line.heldBy === undefined ? 'signed-head' : `heldHeads ${line.heldBy}`);
      case 'entry':
        return this.takeEntry(line.entry);
      case 'row':
        return this.takeRow(line.store, line.row, line.seal);
      default:
        throw new Unreadable(`có dòng loại lạ ${line.kind}`, `it holds a line of the unknown kind ${line.kind}`);
    }
  }

  // Heads

  takeOwnHead(head) {
    const log = this.log(head.id);
    log.isOurs = true;
    log.await({ size: head.size, root: head.root, own: true });
    this.heads.set(log.id, head);
  }

  /** Awaits what a signed head says, when its signature fits or nothing says which key it should have. */
  takeHead(signed, from) {
    let head;
    try {
      head = JSON.parse(signed.text);
    } catch {
      head = undefined;
    }
    const isHead =
      head?.kind === 'tree-head' && Number.isInteger(head.size) && head.size > 0 && typeof head.root === 'string';
    // What an agency holds of another is a row as well: when it is changed, the log of its holder says so.
    const isHeld = signed.heldBy !== undefined;
    if (!isHead) return isHeld ? undefined : this.findings.add('head-unreadable', { from });
    const key = this.keyOf(signed);
    const place = { log: head.log, at: head.time, size: head.size, from };
    const isSigned =
      key && verify(null, Buffer.from(signed.text), key, Buffer.from(String(signed.signature), 'base64'));
    if (!isSigned) return isHeld ? undefined : this.findings.add('signature-wrong', place);
    const isOutside = signed.from !== undefined;
    const log = this.log(head.log);
    log.isOurs ||= !isOutside && !isHeld;
    log.isSigned ||= !isOutside && !isHeld;
    if (!isOutside) log.epoch = Math.max(log.epoch, head.epoch);
    log.await({ size: head.size, root: head.root, epoch: head.epoch, time: head.time, from, isOutside });
  }

  /** What the signer remembers is outside the database, so nothing in there excuses a log that does not begin so. */
  remember({ log: id, unmarked, ...memory }) {
    const log = this.log(id);
    log.isOurs = true;
    log.markedFrom = unmarked;
    if (memory.size > 0) log.await({ ...memory, isOutside: true });
  }

  /** The key a head claims, if it is one of those that were given or none was. */
  keyOf({ publicKey }) {
    try {
      const der = Buffer.from(String(publicKey), 'base64');
      const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
      if (key.asymmetricKeyType !== 'ed25519') return undefined;
      if (this.trusted.length > 0) return this.trusted.find((trusted) => trusted.equals(key));
      this.fingerprints.add(sha256(der).toString('hex'));
      return key;
    } catch {
      return this.trusted[0];
    }
  }

  // Entries

  takeEntry(entry) {
    this.counts.entries += 1;
    const log = this.log(entry.agencyId);
    log.isOurs = true;
    const text = typeof entry.leaf === 'string' ? entry.leaf : '';
    const leaf = readLeaf(text);
    const { sequence } = entry;
    const place = {
      log: log.id,
      entry: Number.isInteger(sequence) ? sequence : log.next,
      at: leaf?.at ?? log.lastTime,
      since: log.lastTime,
    };
    const before = this.findings.count;
    if (Number.isInteger(sequence) && sequence > log.next) {
      this.findings.add('entry-missing', {
        ...place,
        entry: log.next,
        at: log.lastTime ?? leaf?.at,
        count: sequence - log.next,
      });
    } else if (sequence !== log.next) {
      this.findings.add('entry-twice', place);
    }
    log.next = place.entry + 1;
    log.append(text);
    if (this.mark && entry.mac !== this.mark('leaf', text)) log.unmarked.push(place);
    else this.isKeyKnown = true;
    if (!leaf) {
      this.findings.add('leaf-unreadable', place);
    } else {
      this.compare(log, entry, leaf, place);
      this.noteRows(entry, leaf, place);
    }
    if (this.findings.count > before) log.sound = false;
  }

  compare(log, entry, leaf, place) {
    if (leaf.sequence !== entry.sequence || leaf.log !== entry.agencyId) {
      const says = leaf.log === entry.agencyId ? leaf.sequence : `${leaf.sequence} / ${leaf.log}`;
      this.findings.add('entry-moved', { ...place, says });
    }
    if (entry.sequence >= this.since) compareWithLeaf(entry, leaf, place, this.findings);
    if (log.lastTime !== undefined && Date.parse(leaf.at) < Date.parse(log.lastTime)) {
      this.findings.add('time-back', { ...place, before: vietnamTime(log.lastTime) });
    } else {
      log.lastTime = leaf.at;
    }
  }

  /** Remembers what the act wrote, in place of what an earlier one did. */
  noteRows({ salt }, leaf, place) {
    for (const { store, id, version, digest } of leaf.rows) {
      const name = canonical([store, id]);
      const known = this.states.get(name);
      const isNewer = known === undefined || version > known.version;
      if (isNewer) this.states.set(name, { store, id, version, digest, salt, place, isThere: false });
      // Logs are read one after the other, so an older state may come later from another log, but not from the same.
      else if (known.version === version || known.place.log === place.log) {
        this.findings.add('row-again', { ...place, row: `${store} ${id}` });
      }
    }
  }

  // The end of a log

  finishLog(log) {
    const head = this.heads.get(log.id);
    const place = { log: log.id, at: log.lastTime };
    if (!log.isOurs || (this.only && !this.only.has(log.id))) return this.note('log-not-in-export', { log: log.id });
    if (head) this.compareHead(log, head, place);
    else this.findings.add('head-missing', place);
    if (this.isRemembering && log.isSigned && log.markedFrom === undefined)
      this.note('memory-lacking', { log: log.id });
    this.compareSigned(log, place);
    this.compareMarks(log);
  }

  /** What no signed head covers yet counts only if it came through the ledger. */
  compareMarks(log) {
    const { next: count, confirmed, unmarked } = log;
    const markedFrom = log.markedFrom ?? confirmed;
    const forged = unmarked.filter(({ entry }) => entry >= markedFrom);
    for (const place of forged) this.findings.add('leaf-forged', place);
    if (confirmed >= count || forged.length > 0) return;
    const marked = this.mark !== undefined && !unmarked.some(({ entry }) => entry >= confirmed);
    this.note('tail-unsigned', { log: log.id, from: confirmed, count: count - confirmed, marked });
  }

  compareHead(log, head, place) {
    const count = log.next;
    if (Number.isInteger(head.size) && head.size > count) {
      this.findings.add('entry-missing', { ...place, entry: count, count: head.size - count });
    } else if (head.size !== count) {
      this.findings.add('head-short', { ...place, size: canonical(head.size ?? null), count });
    } else if (log.sound) {
      this.compareTree(log, head, place);
    }
  }

  /** The tree against the head and the stored hashes, when no entry has shown a fault by itself. */
  compareTree(log, head, place) {
    const { tree, tileFault } = log;
    const frontier = tree.frontier.map((hash) => hash.toString('base64'));
    const isFrontier = same(head.frontier, frontier);
    if (tree.root() === head.root) {
      if (!isFrontier) this.findings.add('head-changed', { ...place, field: 'frontier' });
      if (!same(head.time, { $date: log.lastTime })) this.findings.add('head-changed', { ...place, field: 'time' });
      if (tileFault) this.findings.add('tile-changed', { ...place, ...tileFault });
    } else if (isFrontier) {
      this.findings.add('head-changed', { ...place, field: 'root' });
    } else if (tileFault?.level === 0) {
      this.findings.add('leaf-changed', { log: log.id, entry: tileFault.index });
      log.sound = false;
    } else {
      const range = log.rangeOfChange(head.frontier, frontier);
      this.findings.add('rewritten', { log: log.id, entry: range.from, ...range });
      log.sound = false;
    }
  }

  compareSigned(log, place) {
    const count = log.next;
    const beyond = [...log.awaited.values()].flat();
    for (const { own, ...head } of [...log.contradicted, ...beyond]) {
      if (own) continue;
      // What the signer has seen since says nothing about an export of before.
      if (head.isMemory && head.size > count && Date.parse(head.time) > Date.parse(this.at)) {
        this.note('memory-newer', { log: log.id, from: head.from });
        continue;
      }
      const kind = head.size > count ? 'log-shorter' : 'head-contradicted';
      if (!head.isOutside && head.epoch < log.epoch) this.note('log-restored', { log: log.id, epoch: log.epoch });
      else if (head.isOutside || log.sound) this.findings.add(kind, { ...place, ...head, at: head.time, count });
    }
  }

  note(kind, more) {
    if (!this.notes.some((known) => same(known, { kind, ...more }))) this.notes.push({ kind, ...more });
  }

  // Rows

  takeRow(store, row, seal) {
    this.counts.rows += 1;
    const name = canonical([store, row.id]);
    const state = this.states.get(name);
    // In an export of one agency, a row of nobody or of another may have been written by a log that is not in it.
    const isForeign = this.only !== undefined && !this.only.has(row.agencyId);
    if (!state) {
      if (isForeign && row.agencyId !== undefined) this.note('row-of-other-log', { store });
      else this.findings.add('row-inserted', { store, id: row.id });
      return;
    }
    if (state.isThere) return this.findings.add('row-twice', { ...state.place, store, id: row.id });
    state.isThere = true;
    if (isForeign && row.version > state.version) return this.note('row-of-other-log', { store });
    if (state.place.entry < this.since) return;
    if (row.version === state.version && rowDigest(state.salt, row) === state.digest) {
      const isSealed =
        !this.sealed.has(store) || !this.mark || seal === this.mark('row', `${store}\n${canonical(row)}`);
      if (!isSealed) this.findings.add('row-unsealed', { ...state.place, store, id: row.id });
      return;
    }
    if (this.suspects.size < KEPT) this.suspects.set(name, { state, row });
    else this.findings.add('row-changed', { ...state.place, store, id: row.id });
  }

  finishRows() {
    for (const { store, id, place, isThere } of this.states.values()) {
      if (!isThere) this.findings.add('row-missing', { ...place, store, id });
    }
  }

  /** Reads the entries once more, for older states that the suspect rows may have been put back to. */
  async explainRows(path) {
    for await (const { kind, entry } of exportLines(path)) {
      const leaf = kind === 'entry' ? readLeaf(entry.leaf) : undefined;
      for (const { store, id, version, digest } of leaf?.rows ?? []) {
        const suspect = this.suspects.get(canonical([store, id]));
        if (!suspect || version >= suspect.state.version) continue;
        if (rowDigest(entry.salt, { ...suspect.row, version }) === digest)
          suspect.to = `${entry.sequence} (${leaf.log})`;
      }
    }
    for (const { state, row, to } of this.suspects.values()) {
      const place = { ...state.place, store: state.store, id: state.id };
      const other = to === undefined ? this.ownerOfContents(state.store, row) : undefined;
      if (to !== undefined) this.findings.add('row-restored', { ...place, to });
      else if (other !== undefined) this.findings.add('row-swapped', { ...place, other });
      else if (row.version === state.version) this.findings.add('row-changed', place);
      else
        this.findings.add('row-unknown-state', {
          ...place,
          version: canonical(row.version ?? null),
          known: state.version,
        });
    }
  }

  /** The id of the suspect row of the same store that this one has its contents from. */
  ownerOfContents(store, row) {
    for (const { state } of this.suspects.values()) {
      const { id, version, salt, digest } = state;
      if (state.store === store && id !== row.id && rowDigest(salt, { ...row, id, version }) === digest) return id;
    }
    return undefined;
  }

  // A proof of some entries, without the rest of the log

  async proof(path) {
    const proof = parsed(await readFile(path, 'utf8'), path);
    if (proof?.kind !== 'vanban-inclusion-proof' || proof.format !== 1)
      throw new Unreadable('không phải bằng chứng', 'it is no proof');
    const { log: id, size, root, entries, signedHead } = proof;
    if (signedHead) this.takeSignedHeadOf(proof);
    for (const { entry, proof: hashes } of entries) {
      this.counts.entries += 1;
      const leaf = readLeaf(entry.leaf);
      const place = { log: id, entry: entry.sequence, at: leaf?.at };
      const path_ = hashes.map((hash) => Buffer.from(hash, 'base64'));
      if (!leaf) this.findings.add('leaf-unreadable', place);
      else if (!isIncluded(leafHash(entry.leaf), leaf.sequence, size, path_, root))
        this.findings.add('proof-wrong', place);
      else this.compare(new Log(id), entry, leaf, place);
    }
    const heads = this.log(id).awaited.get(size) ?? [];
    if (heads.length === 0) this.note('root-unconfirmed', { log: id, size });
    for (const head of heads.filter((known) => known.root !== root)) {
      this.findings.add('head-contradicted', { log: id, ...head, at: head.time, after: -1 });
    }
    this.proven = entries.map(({ entry }) => ({
      log: id,
      entry: entry.sequence,
      at: entry.at?.$date,
      type: entry.type,
    }));
  }

  takeSignedHeadOf({ signedHead }) {
    this.counts.signedHeads += 1;
    this.takeHead(signedHead, 'signed-head');
  }
}

// ---------------------------------------------------------------------------------------------- the program

const noteSentences = {
  'log-not-in-export': ({ log }) => [
    `tệp không chứa nhật ký ${log}, đúng như vậy nếu là của hệ thống khác`,
    `the export does not hold the log ${log}, as is right where it is another deployment's`,
  ],
  'log-restored': ({ log, epoch }) => [
    `nhật ký ${log} đã được chủ động khôi phục từ bản sao lưu (kỳ ${epoch}): đầu đã ký của kỳ trước không còn khớp`,
    `the log ${log} was restored from a backup on purpose (epoch ${epoch}): signed heads of before no longer fit`,
  ],
  'root-unconfirmed': ({ log, size }) => [
    `không có đầu đã ký nào của nhật ký ${log} có ${size} mục: gốc của cây chưa được xác nhận`,
    `there is no signed head of the log ${log} with ${size} entries: nothing confirms the root`,
  ],
  'memory-newer': ({ log, from }) => [
    `ghi nhớ của bộ ký về nhật ký ${log} (${from}) mới hơn tệp xuất, chỉ so được với bản chép trước khi xuất`,
    `what the signer remembers of the log ${log} (${from}) is newer than the export: compare with a copy made before it`,
  ],
  'memory-lacking': ({ log }) => [
    `không có ghi nhớ của bộ ký về nhật ký ${log}: nhật ký này chưa được so với ghi nhớ`,
    `no memory of the signer speaks of the log ${log}: it was compared with none`,
  ],
  'since-limits': ({ since }) => [
    `nội dung các mục trước mục ${since} và dữ liệu do chúng ghi không được kiểm tra`,
    `what entries before ${since} say and what they wrote was not looked at`,
  ],
  'ledger-key-strange': () => [
    'không mục nào mang dấu của khoá sổ cái đã cho: hãy xem có đúng khoá của hệ thống này không',
    'no entry bears a mark of the given key of the ledger: see whether it is that of this deployment',
  ],
  'tail-unsigned': ({ log, from, count, marked }) =>
    marked
      ? [
          `nhật ký ${log}: ${count} mục cuối (từ mục ${from}) chưa có đầu nào ký, nhưng đều mang dấu của sổ cái`,
          `log ${log}: no head is signed over the last ${count} entries yet (from ${from}), but all bear the mark of the ledger`,
        ]
      : [
          `nhật ký ${log}: ${count} mục cuối (từ mục ${from}) chưa có đầu nào ký, nên chưa được xác nhận (cần khoá sổ cái, hoặc đầu ký sau đó)`,
          `log ${log}: no head is signed over the last ${count} entries yet (from ${from}), so nothing confirms them (the key of the ledger would, or a later head)`,
        ],
  'row-of-other-log': ({ store }) => [
    `có dữ liệu của ${store} do nhật ký khác ghi sau cùng: chỉ kiểm tra được với tệp của toàn hệ thống`,
    `rows of ${store} were last written by another log: only an export of all logs tells whether they are whole`,
  ],
};

function resultOf(verification, source) {
  const findings = verification.findings.list();
  const { counts, at, fingerprints, proven } = verification;
  const notes = verification.notes.map((note) => {
    const [vi, en] = noteSentences[note.kind](note);
    return { ...note, vi, en };
  });
  const verdict = findings.length === 0 ? 'whole' : 'tampered';
  return {
    source,
    verdict,
    at,
    counts,
    keys: [...fingerprints],
    first: findings[0] ?? null,
    found: verification.findings.count,
    findings,
    notes,
    proven,
  };
}

function wordsOfResult({ verdict, at, counts, keys, first, found, notes, proven }) {
  const { logs, entries, rows, signedHeads, outsideHeads } = counts;
  const lines = [];
  if (verdict === 'tampered') {
    lines.push(`✗ ${first.vi}`, `  ${first.en}`);
    if (found > 1) lines.push(`  Còn ${found - 1} chỗ khác. (${found - 1} more places.)`);
  } else if (proven) {
    lines.push(
      `✓ Bằng chứng đúng: ${entries} mục có trong nhật ký. (The proof holds: ${entries} entries stand in the log.)`,
    );
  } else {
    const until = vietnamTime(at);
    lines.push(
      `✓ Nhật ký nguyên vẹn: ${logs} nhật ký, ${entries} mục, ${rows} dòng dữ liệu, ${signedHeads} đầu đã ký, ${outsideHeads} đầu bên ngoài; lúc ${until}.`,
    );
    lines.push(
      `  The logs are whole: ${logs} logs, ${entries} entries, ${rows} rows, ${signedHeads} signed heads, ${outsideHeads} heads of others; as of ${until}.`,
    );
  }
  for (const { log, entry, at: time, type } of proven ?? [])
    lines.push(`  ${log} ${entry}, ${vietnamTime(time)}: ${type}`);
  for (const { vi, en } of notes) lines.push(`! ${vi}. (${en}.)`);
  for (const key of keys) lines.push(`  Khoá (key) SHA-256: ${key}`);
  return lines;
}

function readArguments() {
  try {
    const options = {
      heads: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
      keys: { type: 'string' },
      memory: { type: 'string' },
      'ledger-key': { type: 'string' },
      since: { type: 'string' },
      proof: { type: 'string' },
      json: { type: 'boolean' },
    };
    const { values, positionals, tokens } = parseArgs({ allowPositionals: true, options, tokens: true });
    const once = tokens.flatMap(({ kind, name }) => (kind === 'option' && !options[name].multiple ? name : []));
    const twice = once.find((name, place) => once.indexOf(name) !== place);
    if (twice !== undefined) throw new Error(`--${twice}: given more than once`);
    const since = Number(values.since ?? 0);
    const isComplete = positionals.length + (values.proof === undefined ? 0 : 1) === 1;
    if (!isComplete || !Number.isInteger(since) || since < 0) throw new Error('verify-log.mjs EXPORT or --proof FILE');
    return { ...values, since, file: positionals[0] };
  } catch (error) {
    throw new Unreadable(`tham số sai: ${error.message}`, error.message);
  }
}

async function main() {
  const { heads = [], key = [], keys: folder, since, proof, file, ...given } = readArguments();
  const source = proof ?? file;
  const { memory = folder, 'ledger-key': ledgerKey = folder && join(folder, 'ledger.key') } = given;
  const pems = [...key, ...(folder === undefined ? [] : await keysIn(folder))];
  const keys = await Promise.all(pems.map(async (path) => createPublicKey(await readFile(path))));
  const outside = (await Promise.all(heads.map(headsOfFile))).flat();
  const memories = memory === undefined ? undefined : await memoriesIn(memory);
  const secret = ledgerKey === undefined ? undefined : (await readFile(ledgerKey, 'utf8')).trim();
  const verification = new Verification({ heads: outside, keys, memories, secret, since });
  await (proof === undefined ? verification.export(source) : verification.proof(source));
  return resultOf(verification, source);
}

const asJson = process.argv.includes('--json');
try {
  const result = await main();
  console.log(asJson ? JSON.stringify(result) : wordsOfResult(result).join('\n'));
  process.exitCode = result.verdict === 'whole' ? 0 : 1;
} catch (error) {
  const vi = `Không đọc được: ${error.vi ?? error.message}`;
  const en = `This cannot be read: ${error.message}`;
  console.log(asJson ? JSON.stringify({ verdict: 'unreadable', vi, en }) : `✗ ${vi} (${en})`);
  process.exitCode = 2;
}
