import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../../scripts/commands/verify.ts';
import { raiseLevel } from '../../../server/pdf-signatures/produce/raise-level.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { readSources } from '../../support/arrows.ts';
import { aForm, aSignedForm, filledByPdfLib } from '../../support/filled-forms.ts';
import { demoServices } from '../../support/levels.ts';
import { aDemoAuthority, aLetterPdf, aSealedPdf, aSignedPdf, signingTime } from '../../support/signing.ts';

describe('vanban verify', () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-verify-'));
    const { authority } = await aDemoAuthority();
    const pem = (der: Uint8Array): string =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
    await writeFile(file('root.pem'), pem(authority.root.certificate));
    await writeFile(file('more.pem'), pem(authority.issuing.certificate));
    await writeFile(file('sealed.pdf'), await aSealedPdf());
    await writeFile(file('signed.pdf'), await aSignedPdf());
    await writeFile(file('letter.pdf'), await aLetterPdf());
  });

  after(() => rm(folder, { recursive: true }));

  async function run(...args: readonly string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const context = {
      config: async () => parseConfig({}, folder, folder),
      print: (line: string) => void lines.push(line),
    };
    return { code: await command.run(args, context), lines };
  }

  const trust = (): string[] => ['--trust', file('root.pem'), '--certs', file('more.pem')];

  it('prints one line of JSON for each file and fails unless all are valid', async () => {
    const { code, lines } = await run(
      file('signed.pdf'),
      file('letter.pdf'),
      ...trust(),
      '--soft-revocation',
      '--json',
    );
    expect(code).to.equal(1);
    expect(lines.map((line) => JSON.parse(line).verdict)).to.deep.equal(['valid', 'no-signature']);
  });

  it('says of a filled and sealed document that it was modified as allowed', async () => {
    const { code, lines } = await run(file('sealed.pdf'), ...trust(), '--soft-revocation', '--json');
    const line = JSON.parse(lines[0] ?? '');
    expect(code).to.equal(0);
    expect(line.verdict).to.equal('valid-but-modified-after-signing-allowed');
    expect(line.signatures.map((signature: { status: string }) => signature.status)).to.deep.equal([
      'valid-but-modified-after-signing-allowed',
      'valid',
    ]);
    expect(line.signatures[0]).to.include({ type: 'signature', field: 'leader', level: 'B-B', time_source: 'claimed' });
  });

  it('is undecided without revocation data', async () => {
    const { code, lines } = await run(file('signed.pdf'), ...trust(), '--json');
    expect(code).to.equal(1);
    expect(JSON.parse(lines[0] ?? '')).to.include({ verdict: 'indeterminate' });
  });

  it('goes on with the other files when one cannot be read', async () => {
    const { code, lines } = await run(
      file('missing.pdf'),
      file('signed.pdf'),
      ...trust(),
      '--soft-revocation',
      '--json',
    );
    expect(code).to.equal(1);
    expect(lines.map((line) => JSON.parse(line).verdict)).to.deep.equal(['indeterminate', 'valid']);
  });

  it('prints for each file exactly the fields that scripts rely on', async () => {
    const { lines } = await run(
      file('sealed.pdf'),
      ...trust(),
      '--crls',
      '',
      '--ocsps',
      '',
      '--soft-revocation',
      '--json',
    );
    const line = JSON.parse(lines[0] ?? '');
    expect(Object.keys(line)).to.deep.equal(['file', 'verdict', 'signatures', 'notes']);
    for (const signature of line.signatures) {
      expect(Object.keys(signature)).to.deep.equal([
        ...['type', 'field', 'signer_cn', 'issuer_cn', 'level', 'status', 'reason', 'signed_at', 'time_source'],
        ...['coverage', 'changes_after'],
      ]);
    }
    expect(lines).to.have.length(1);
    expect(line.file).to.equal(file('sealed.pdf'));
  });

  it('takes a further signature, validation data and a document timestamp for no modification', async () => {
    const archived = await raiseLevel(await aSignedPdf(), 'LTA', await demoServices());
    await writeFile(file('archived.pdf'), archived);
    const { code, lines } = await run(file('archived.pdf'), ...trust(), '--at', signingTime.toISOString(), '--json');
    const line = JSON.parse(lines[0] ?? '');
    expect(line.verdict, lines[0]).to.equal('valid');
    expect(line.signatures.map(({ type, level }: Record<string, string>) => [type, level])).to.deep.equal([
      ['signature', 'B-LTA'],
      ['timestamp', 'none'],
      ['timestamp', 'none'],
    ]);
    expect(code).to.equal(0);
  });

  it('says of fields that were filled and not signed which they are, from what to what, and that nobody signed them', async () => {
    const form = await aSignedForm({ form: await aForm({ amount: 'Nam tram' }), certify: 2 });
    await writeFile(
      file('filled.pdf'),
      await filledByPdfLib(form, (all) => all.getTextField('so_tien').setText('Chin tram')),
    );
    const { code, lines } = await run(file('filled.pdf'), ...trust(), '--soft-revocation', '--json');
    const line = JSON.parse(lines[0] ?? '');
    expect(code).to.equal(0);
    expect(line.verdict).to.equal('valid-but-modified-after-signing-allowed');
    expect(line.notes).to.include('fields-filled-as-permitted');
    const [change] = line.signatures[0].changes_after;
    expect(change).to.deep.include({ field: 'so_tien', before: 'Nam tram', value: 'Chin tram', signedBy: [] });
    const words = (await run(file('filled.pdf'), ...trust(), '--soft-revocation')).lines;
    expect(words[0]).to.contain('Hợp lệ, có điền thêm sau khi ký.');
    expect(words).to.include('  + “so_tien” từ “Nam tram” thành “Chin tram” (trang 1): không ai ký');
    expect(words.at(-1)).to.contain('không dùng như bản chính');
  });

  it('judges at the time it is told', async () => {
    const options = [...trust(), '--soft-revocation', '--json'];
    const verdictAt = async (time: string): Promise<string> =>
      JSON.parse((await run(file('signed.pdf'), ...options, '--at', time)).lines[0] ?? '').verdict;
    expect(await verdictAt('2026-11-06')).to.equal('valid');
    expect(await verdictAt('2036-01-01T00:00:00+07:00')).to.equal('indeterminate');
  });

  it('refuses a list that is not there, a time that is none and an option nobody knows', async () => {
    const codeOf = (...args: string[]): Promise<string> =>
      run(file('signed.pdf'), ...args).then(
        () => 'done',
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );
    expect(await codeOf('--trust', file('nowhere.pem'))).to.equal('file-not-readable');
    expect(await codeOf('--trust', file('signed.pdf'))).to.equal('file-not-readable');
    expect(await codeOf('--at', 'hôm nay')).to.equal('bad-time');
    expect(await codeOf('--soft')).to.equal('bad-arguments');
  });

  it('loads no package and nothing of the server but the verifier at its start, so that one file takes less than a second', () => {
    const sources = readSources(join(import.meta.dirname, '../../..'), ['server', 'scripts']);
    const loaded = new Set(['scripts/commands/verify.ts']);
    for (const path of loaded) for (const { name, atOnce } of sources.get(path) ?? []) if (atOnce) loaded.add(name);
    const engine = /^server\/pdf-signatures\/(?:verify|crypto|pdf)\//;
    const rules = /^server\/platform\/(?:errors|text\/fold|text\/literal-pattern|uploads\/pdf-header)\.ts$/;
    const own = /^(?:node:|scripts\/commands\/verify\.ts$|scripts\/parse-once\.ts$)/;
    const foreign = [...loaded].filter((name) => ![engine, rules, own].some((known) => known.test(name)));
    expect(foreign).to.deep.equal([]);
    expect(loaded.size).to.be.greaterThan(30);
  });

  it('speaks in words without --json', async () => {
    const { lines } = await run(file('sealed.pdf'), ...trust(), '--soft-revocation');
    expect(lines[0]).to.contain('Hợp lệ. Đủ chữ ký của người có thẩm quyền và của cơ quan.');
    expect(lines.filter((line) => line.startsWith('  · ')).join(' ')).to.contain('không có dữ liệu thu hồi');
    expect(lines.at(-1)).to.contain('Dùng được như bản chính');
    const lacking = await run(file('sealed.pdf'), ...trust());
    expect(lacking.lines.at(-1)).to.contain('--crls').and.not.contain('ít phút');
  });
});
