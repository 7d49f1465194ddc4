import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { expect } from 'chai';
import { exportPkcs12 } from '../../scripts/demo/export-pkcs12.ts';
import { readDirectory } from '../../server/exchange/directory/versions/read-directory.ts';
import { signedThingIn, signedThingText } from '../../server/exchange/messages/signed-thing.ts';
import { useCommandLine } from '../support/command-line.ts';
import { aDirectoryList, aListedAgency } from '../support/directory.ts';
import { aDemoAuthority, agencyName } from '../support/signing.ts';

describe('the directory by the command line', function () {
  this.timeout(240_000);
  const { vanban, vanbanWith, file, path } = useCommandLine();
  const newAuthority = () =>
    vanban('directory', 'new-authority', '--key', path('authority.pem'), '--public', path('authority.pub'));

  it('knows this deployment by an id and a key that stay', async () => {
    const first = await vanban('directory', 'key');
    expect(first.answer.id).to.match(/^[0-9a-f-]{36}$/);
    expect(String(first.answer.publicKey)).to.have.length(60);
    expect(await vanban('directory', 'key')).to.deep.equal(first);
    expect((await stat(path('keys/exchange/deployment.pem'))).mode & 0o777).to.equal(0o600);
  });

  it('makes the key of an authority once, and never over another', async () => {
    const made = await newAuthority();
    expect(made.code).to.equal(0);
    expect((await stat(path('authority.pem'))).mode & 0o777).to.equal(0o600);
    expect(await newAuthority()).to.have.nested.property('answer.error.code', 'file-exists');
  });

  it('pins the public key of the authority, never its secret, and says which it is', async () => {
    const pinned = await vanban('directory', 'pin', path('authority.pub'));
    expect(pinned.answer.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(await vanban('directory', 'pin', path('authority.pub'))).to.deep.equal(pinned);
    for (const other of [path('authority.pem'), await file('none.pem', 'không phải khoá')])
      expect(await vanban('directory', 'pin', other)).to.have.nested.property(
        'answer.error.code',
        'not-a-directory-key',
      );
  });

  it('prints what the authority lists, which signs it for whoever has pinned its key', async () => {
    const { system, authority } = await aDemoAuthority();
    const issuers = [authority.root, authority.issuing].map(({ certificate }) =>
      new X509Certificate(certificate).toString(),
    );
    await vanban('trust', 'add', await file('chain.pem', issuers.join('')));
    const agency = ['--code', 'H99.08', '--name', agencyName, '--symbol', 'SNV', '--place', 'Sao Mai'];
    const created = await vanban('agency', 'create', ...agency, '--old-code', '000.00.08.H99');
    const p12 = await file('system.p12', await exportPkcs12(system, 'mật khẩu'));
    const key = [
      '--agency',
      'H99.08',
      '--purpose',
      'system',
      '--p12',
      p12,
      '--pin-file',
      await file('pin', 'mật khẩu'),
    ];
    expect((await vanban('agency', 'keys', ...key)).code).to.equal(0);

    expect(await vanban('directory', 'entry')).to.have.nested.property('answer.error.code', 'no-public-url');
    const collecting = await vanban('directory', 'entry', '--collects');
    expect(collecting.answer).to.have.nested.property('deployments[0].address', null);
    const { answer: entry } = await vanbanWith({ PUBLIC_URL: 'https://vanban.saomai.gov.vn' }, 'directory', 'entry');
    const { answer: own } = await vanban('directory', 'key');
    expect(entry).to.have.nested.property('deployments[0].id', own.id);
    expect(entry).to.have.nested.property('agencies[0].log.id', created.answer.id);

    const compose = async (...more: string[]) =>
      await vanban('directory', 'compose', path('entry.json'), '--out', path('list.json'), ...more);
    await file('entry.json', JSON.stringify(entry));
    expect(await compose()).to.have.nested.property('answer.error.code', 'bad-arguments');
    expect((await compose('--name', 'Danh bạ tỉnh')).answer).to.include({ serial: 1, agencies: 1, deployments: 1 });
    const said = ['--key', path('authority.pem'), '--out', path('directory.json')];
    const signed = await vanban('directory', 'sign', path('list.json'), ...said);
    expect(signed.answer).to.include({ serial: 1, agencies: 1, deployments: 1 });
    const pinnedKey = createPublicKey(await readFile(path('authority.pub')));
    const thing = signedThingIn(await readFile(path('directory.json'))) ?? expect.fail('it is no signed thing');
    expect(Buffer.from(thing.content)).to.deep.equal(await readFile(path('list.json')));
    const [listed] = readDirectory(thing, pinnedKey).agencies;
    expect(listed).to.deep.include({ code: 'H99.08', aliases: [{ code: '000.00.08.H99', until: null }] });
    expect(listed?.certificates.map(({ purpose }) => purpose)).to.deep.equal(['signing', 'encryption']);
    const imported = await vanban('directory', 'import', path('directory.json'));
    expect(imported.answer).to.include({ serial: 1, added: 1, changed: 0, gone: 0, waiting: 0 });
    expect((await vanban('directory', 'import', path('directory.json'))).answer).to.include({ serial: 1, added: 0 });
    const other = signedThingText({ ...thing, signature: Buffer.alloc(64) });
    const forged = await vanban('directory', 'import', await file('forged.json', other));
    expect(forged).to.have.nested.property('answer.error.code', 'directory-signature-invalid');
  });

  it('endorses a renewed key by the former one, so that nobody elsewhere has to agree to it', async () => {
    const { authority } = await aDemoAuthority();
    const unlike = await vanban('directory', 'entry', '--collects');
    expect(unlike.answer).to.have.nested.property('agencies[0].endorsement.signature');
    const { answer: same } = await vanbanWith({ PUBLIC_URL: 'https://vanban.saomai.gov.vn' }, 'directory', 'entry');
    expect(same).to.have.nested.property('agencies[0].endorsement', null);
    const renewed = await authority.issue({ purpose: 'system', commonName: `${agencyName} – hệ thống` });
    const p12 = await file('renewed.p12', await exportPkcs12(renewed, 'mật khẩu'));
    const key = ['--agency', 'H99.08', '--purpose', 'system', '--p12', p12, '--pin-file', path('pin')];
    expect((await vanban('agency', 'keys', ...key)).answer).to.include({ state: 'in-force' });
    const { answer: entry } = await vanbanWith({ PUBLIC_URL: 'https://vanban.saomai.gov.vn' }, 'directory', 'entry');
    const next = ['--after', path('directory.json'), '--out', path('next.json')];
    await vanban('directory', 'compose', await file('entry.json', JSON.stringify(entry)), ...next);
    const said = ['--key', path('authority.pem'), '--out', path('next.signed')];
    expect((await vanban('directory', 'sign', path('next.json'), ...said)).answer).to.include({ serial: 2 });
    const imported = await vanban('directory', 'import', path('next.signed'));
    expect(imported.answer).to.include({ serial: 2, added: 0, changed: 1, waiting: 0 });
    expect(await vanban('directory', 'import')).to.have.nested.property('answer.error.code', 'bad-arguments');
  });

  it('signs nothing that nobody would take, and with no other key', async () => {
    const sign = async (list: unknown, key = path('authority.pem')) =>
      await vanban(
        'directory',
        'sign',
        await file('bad.json', JSON.stringify(list)),
        '--key',
        key,
        '--out',
        path('bad.out'),
      );
    const twice = aDirectoryList({ agencies: [aListedAgency('H99.05'), aListedAgency('H99.05')] });
    expect(await sign(twice)).to.have.nested.property('answer.error.code', 'directory-ambiguous');
    expect(await sign(aDirectoryList({ serial: 0 }))).to.have.nested.property(
      'answer.error.code',
      'directory-malformed',
    );
    const publicHalf = await sign(aDirectoryList(), path('authority.pub'));
    expect(publicHalf).to.have.nested.property('answer.error.code', 'not-a-directory-key');
  });
});
