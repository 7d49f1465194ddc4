import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../scripts/commands/verify.ts';
import { parseConfig } from '../../server/platform/config.ts';
import { aDemoAuthority, aLetterPdf, aSealedPdf, aSignedPdf } from '../support/signing.ts';

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
    const context = { config: async () => parseConfig({}, folder, folder), print: (line: string) => void lines.push(line) };
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

  it('speaks in words without --json', async () => {
    const { lines } = await run(file('sealed.pdf'), ...trust(), '--soft-revocation');
    expect(lines[0]).to.contain('Hợp lệ. Đủ chữ ký của người có thẩm quyền và của cơ quan.');
  });
});
