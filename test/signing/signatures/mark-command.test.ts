import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command } from '../../../scripts/commands/mark.ts';
import { exportPkcs12 } from '../../../scripts/demo/export-pkcs12.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import { parseConfig } from '../../../server/platform/state/config.ts';
import { aDemoAuthority, agencyName, aLetterPdf, aSignedPdf } from '../../support/signing.ts';

describe('vanban mark', () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-mark-'));
    const { seal } = await aDemoAuthority();
    await writeFile(file('seal.p12'), await exportPkcs12(seal, '1234'));
    await writeFile(file('pin'), '1234\n');
    await writeFile(file('letter.pdf'), await aLetterPdf());
    await writeFile(file('certified.pdf'), await aSignedPdf());
  });
  after(() => rm(folder, { recursive: true }));

  async function run(pdf: string, ...more: readonly string[]) {
    const lines: string[] = [];
    const context = {
      config: async () => parseConfig({}, folder, folder),
      print: (line: string) => void lines.push(line),
    };
    const key = ['--p12', file('seal.p12'), '--pin-file', file('pin'), '--out', file('out.pdf'), '--json'];
    const code = await command.run([file(pdf), ...key, ...more], context);
    return { code, answer: JSON.parse(lines[0] ?? '{}') };
  }

  for (const options of [
    ['--kind', 'attachment', '--notation', '12/SNV-VP'],
    ['--kind', 'copy', '--form', 'trich-sao'],
    ['--kind', 'copy', '--form', 'sao-y', '--agency', 'Văn phòng Sở Nội vụ'],
  ]) {
    it(`signs with the agency’s key: ${options.join(' ')}`, async () => {
      const { code, answer } = await run('letter.pdf', ...options);
      expect({ code, ...answer }).to.include({ code: 0, kind: options[1], signer_cn: agencyName });
      const { authority } = await aDemoAuthority();
      const trust = { anchors: [authority.root.certificate], intermediates: [] };
      const at = new Date(Date.now() + 60_000);
      const { signatures } = await verifyPdf(await readFile(file('out.pdf')), { trust, at, softRevocation: true });
      expect(signatures.map(({ field, verdict }) => ({ field, verdict }))).to.deep.equal([
        { field: `${options[1]}1`, verdict: 'valid' },
      ]);
    });
  }

  it('refuses fields of the other kind, missing ones, and a certified file', async () => {
    const wrong = [
      ['--kind', 'attachment'],
      ['--kind', 'attachment', '--notation', '12/SNV-VP', '--form', 'sao-y'],
      ['--kind', 'copy'],
      ['--kind', 'copy', '--form', 'sao-y', '--notation', '12/SNV-VP'],
    ];
    for (const options of wrong) {
      const { code, answer } = await run('letter.pdf', ...options);
      expect([code, answer.error?.code], options.join(' ')).to.deep.equal([2, 'bad-arguments']);
    }
    const { code, answer } = await run('certified.pdf', '--kind', 'copy', '--form', 'sao-luc');
    expect([code, answer.error?.code]).to.deep.equal([9, 'file-certified']);
  });
});
