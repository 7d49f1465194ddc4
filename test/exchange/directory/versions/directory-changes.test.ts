import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { DemoKey } from '../../../../scripts/demo/authority.ts';
import type { DirectoryEntry } from '../../../../server/exchange/directory/directory-entry.ts';
import { inForceAt } from '../../../../server/exchange/directory/listed-keys.ts';
import {
  type DirectoryChange,
  directoryChanges,
} from '../../../../server/exchange/directory/versions/directory-changes.ts';
import { readDirectoryList } from '../../../../server/exchange/directory/versions/directory-list.ts';
import { signDetached } from '../../../../server/pdf-signatures/crypto/sign-detached.ts';
import { signWithKey, suiteFor } from '../../../../server/pdf-signatures/crypto/signature-suite.ts';
import {
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aListedKey,
  aSystemKey,
} from '../../../support/directory.ts';

const since = new Date('2026-11-30T03:00:00Z');
const by = { personId: 'an', name: 'Nguyễn Văn An' };
const [old, renewed, foreign] = ['cũ', 'mới', 'kẻ khác'].map((name) => aSystemKey(name)) as [DemoKey, DemoKey, DemoKey];
const deploymentKey = aListedKey();
const place = (over: object = {}) =>
  aListedDeployment({ keys: [{ key: deploymentKey, from: '2026-01-01T00:00:00.000Z', until: null }], ...over });
const elsewhere = 'https://khac.saomai.gov.vn/api/exchange/v1';

/** The agency H99.05 with these keys, at the deployment of this place. */
interface Listed {
  readonly certificates?: readonly object[];
  readonly agency?: object;
  readonly place?: object;
  readonly also?: readonly object[];
}
const certified = (...keys: DemoKey[]) => keys.map((key) => aListedCertificate(key));

function listOf({ certificates = certified(old), agency = {}, place: over = {}, also = [] }: Listed, serial = 1) {
  const listed = aListedAgency('H99.05', { deployment: 'sao-mai-2', certificates, ...agency });
  const list = aDirectoryList({ serial, deployments: [place(over)], agencies: [listed, ...also] });
  return readDirectoryList(Buffer.from(JSON.stringify(list)));
}

/** What is held after these lists were taken in one after the other. */
function taking(...lists: readonly ReturnType<typeof listOf>[]) {
  const held = new Map<string, DirectoryEntry>();
  let changes: DirectoryChange[] = [];
  for (const [index, list] of lists.entries()) {
    changes = directoryChanges([...held.values()], { ...list, serial: index + 1 }, { since, by });
    for (const { code, entry } of changes) held.set(code, { id: code, version: 1, ...entry });
  }
  const entry = held.get('H99.05') ?? expect.fail('it is not held');
  return { entry, changes };
}

const fingerprints = ({ certificates }: Pick<DirectoryEntry, 'certificates'>) =>
  certificates.map(({ certificate }) => certificate);
const base64 = ({ certificate }: DemoKey) => Buffer.from(certificate).toString('base64');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what a list changes', () => {
  it('counts at once for an agency that is new', () => {
    const { entry, changes } = taking(listOf({}));
    expect(changes).to.have.length(1);
    expect(changes[0]).to.include({ kind: 'added', code: 'H99.05', waits: false });
    expect(entry).to.include({ address: place().address, listed: true });
    expect(fingerprints(entry)).to.deep.equal([base64(old)]);
  });

  it('is nothing when all of it stands here already', () => {
    expect(taking(listOf({}), listOf({})).changes).to.deep.equal([]);
  });

  it('counts at once for names, aliases and limits', () => {
    const agency = { name: 'Sở Nội vụ mới', limits: { mainFileBytes: 1, attachmentBytes: 1 } };
    const { entry, changes } = taking(listOf({}), listOf({ agency }));
    expect(changes[0]).to.deep.include({ kind: 'changed', parts: ['name', 'limits'], waits: false });
    expect(entry.name).to.equal('Sở Nội vụ mới');
  });

  const loosened: readonly [string, Listed, string][] = [
    ['another certificate', { certificates: certified(renewed) }, 'certificates'],
    ['one certificate more', { certificates: certified(old, renewed) }, 'certificates'],
    ['another address', { place: { address: elsewhere } }, 'address'],
    ['no address', { place: { address: null } }, 'address'],
    ['another deployment', { agency: { deployment: null } }, 'deployment'],
    [
      'another key of its deployment',
      { place: { keys: [{ key: aListedKey(), from: '2026-01-01T00:00:00Z', until: null }] } },
      'deploymentKeys',
    ],
    [
      'an agency in its place',
      { agency: { successor: { code: 'H99.07', from: '2026-01-01' } }, also: [aListedAgency('H99.07')] },
      'successor',
    ],
  ];
  for (const [what, over, part] of loosened) {
    it(`waits for a second person where it is ${what}; until then the entry stays as it was`, () => {
      const first = taking(listOf({})).entry;
      const { entry, changes } = taking(listOf({}), listOf(over));
      const [change] = changes.filter(({ code }) => code === 'H99.05');
      expect(change?.waits).to.equal(true);
      expect(change?.parts).to.include(part);
      for (const name of ['deployment', 'address', 'deploymentKeys', 'certificates', 'successor'] as const)
        expect(entry[name], name).to.deep.equal(first[name]);
      expect(entry.waiting).to.include({ serial: 2, since, by });
    });
  }

  it('counts at once where a key ends, is revoked or is gone', () => {
    const [certificate = {}] = certified(old);
    const ended = { ...certificate, until: '2026-12-01T00:00:00.000Z' };
    expect(taking(listOf({}), listOf({ certificates: [ended] })).entry.certificates[0]?.until).to.deep.equal(
      new Date(ended.until),
    );
    const revoked = { ...certificate, revokedAt: '2026-11-01T00:00:00.000Z' };
    const { entry } = taking(listOf({}), listOf({ certificates: [revoked] }));
    expect([inForceAt(entry.certificates, since), entry.waiting]).to.deep.equal([[], undefined]);
    expect(taking(listOf({}), listOf({ certificates: [] })).entry).to.deep.include({
      certificates: [],
      waiting: undefined,
    });
  });

  it('takes the revocation of a lost key at once, also where the new one waits', () => {
    const [certificate = {}] = certified(old);
    const certificates = [{ ...certificate, revokedAt: '2026-11-01T00:00:00.000Z' }, ...certified(renewed)];
    const { entry } = taking(listOf({}), listOf({ certificates }));
    expect(inForceAt(entry.certificates, since)).to.deep.equal([]);
    expect(entry.waiting?.certificates).to.have.length(2);
  });

  it('lets no revocation be taken back by the list alone, and no agency come back with other keys', () => {
    const [certificate = {}] = certified(old);
    const revoked = listOf({ certificates: [{ ...certificate, revokedAt: '2026-11-01T00:00:00.000Z' }] });
    expect(taking(revoked, listOf({})).entry.waiting).not.to.equal(undefined);
    const without = readDirectoryList(Buffer.from(JSON.stringify(aDirectoryList())));
    const gone = taking(listOf({}), without);
    expect([gone.changes[0]?.kind, gone.entry.listed]).to.deep.equal(['gone', false]);
    const back = taking(listOf({}), without, listOf({ certificates: certified(foreign) }));
    expect(back.changes[0]).to.include({ kind: 'added', waits: true });
    expect(fingerprints(back.entry)).to.deep.equal([base64(old)]);
  });

  it('stops waiting once a later list takes it back, and goes on waiting while lists repeat it', () => {
    const other = listOf({ certificates: certified(renewed) });
    expect(taking(listOf({}), other, listOf({})).entry.waiting).to.equal(undefined);
    const again = taking(listOf({}), other, other);
    expect([again.changes, again.entry.waiting?.serial]).to.deep.equal([[], 2]);
  });

  it('never lets the list alone give a known agency a key or a way, whatever lists follow each other', () => {
    const keys = [old, renewed, foreign].map((key) => certified(key)[0] ?? {});
    const one = fc.record({
      certificates: fc.subarray(keys),
      agency: fc.constantFrom({}, { deployment: null }),
      place: fc.constantFrom({}, { address: elsewhere }, { address: null }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (later) => {
        const first = taking(listOf({})).entry;
        const { entry } = taking(listOf({}), ...later.map((over) => listOf(over)));
        expect(fingerprints(first)).to.include.members(fingerprints(entry));
        expect([entry.deployment, entry.address]).to.deep.equal([first.deployment, first.address]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the word of an agency’s former key', () => {
  const said = {
    format: 'vanban-endorsement/1',
    code: 'H99.05',
    issuedAt: '2026-11-29T00:00:00.000Z',
    deployment: 'sao-mai-2',
    address: place().address,
    successor: null,
    certificates: [sha256(renewed.certificate)],
    keys: [sha256(Buffer.from(deploymentKey, 'base64'))],
  };
  const endorsement = async (content: string | object = said, key = old) => {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const { privateKey, certificate, chain } = key;
    const signer = {
      certificate,
      chain,
      sign: async (data: Uint8Array) => signWithKey(suiteFor(certificate), privateKey, data),
    };
    const signature = await signDetached(bytes, signer, since);
    return { content: bytes.toString('base64'), signature: Buffer.from(signature).toString('base64') };
  };
  const changed = async (...given: Parameters<typeof endorsement>) =>
    listOf({ certificates: certified(renewed), agency: { endorsement: await endorsement(...given) } });

  it('makes a changed key count at once', async () => {
    const { entry, changes } = taking(listOf({}), await changed());
    expect(changes[0]).to.deep.include({ kind: 'changed', parts: ['certificates'], waits: false });
    expect(fingerprints(entry)).to.deep.equal([base64(renewed)]);
    expect(entry.endorsedAt).to.deep.equal(new Date(said.issuedAt));
  });

  const others: readonly [string, string | object, DemoKey?][] = [
    ['is signed by the new key', said, renewed],
    ['is signed by anybody else', said, foreign],
    ['is about another agency', { ...said, code: 'H99.06' }],
    ['names other certificates', { ...said, certificates: [sha256(foreign.certificate)] }],
    ['names more certificates', { ...said, certificates: [...said.certificates, sha256(foreign.certificate)] }],
    ['names another address', { ...said, address: elsewhere }],
    ['names another deployment', { ...said, deployment: 'sao-mai-3' }],
    ['names another key of the deployment', { ...said, keys: [sha256(Buffer.from('khác'))] }],
    ['names somebody in its place', { ...said, successor: 'H99.07' }],
    ['has another form', { ...said, format: 'vanban-endorsement/2' }],
    ['is no JSON', 'đồng ý'],
  ];
  for (const [what, content, key] of others) {
    it(`does not help where it ${what}`, async () => {
      expect(taking(listOf({}), await changed(content, key)).changes[0]?.waits).to.equal(true);
    });
  }

  it('does not help once its key was revoked, by the same list too', async () => {
    const [certificate = {}] = certified(old);
    const both = { ...said, certificates: [sha256(old.certificate), sha256(renewed.certificate)] };
    const revoked = { ...certificate, revokedAt: '2026-11-01T00:00:00.000Z' };
    const list = listOf({
      certificates: [revoked, ...certified(renewed)],
      agency: { endorsement: await endorsement(both) },
    });
    expect(taking(listOf({}), list).changes[0]?.waits).to.equal(true);
  });

  it('is not heard twice: what it said once takes no later change back', async () => {
    const both = { ...said, certificates: [sha256(old.certificate), sha256(renewed.certificate)] };
    const overlap = listOf({
      certificates: certified(old, renewed),
      agency: { endorsement: await endorsement(both) },
    });
    const alone = listOf({ certificates: certified(old) });
    const { entry } = taking(listOf({}), overlap, alone, overlap);
    expect(fingerprints(entry)).to.deep.equal([base64(old)]);
    expect(entry.waiting).not.to.equal(undefined);
  });
});
