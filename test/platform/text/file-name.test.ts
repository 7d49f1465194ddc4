import { expect } from 'chai';
import fc from 'fast-check';
import { cleanFileName } from '../../../server/platform/text/file-name.ts';

describe('name of an uploaded file', () => {
  const cleaned: Readonly<Record<string, string>> = {
    'Công văn 12.pdf': 'Công văn 12.pdf',
    'Co\u0302ng va\u0306n.pdf': 'Công văn.pdf',
    '../../etc/passwd': 'passwd',
    'C:\\Windows\\system.ini': 'system.ini',
    'a\0.pdf': 'a.pdf',
    CON: '_CON',
    'nul.pdf': '_nul.pdf',
    'giay\u202efdp.exe': 'giayfdp.exe',
    'a\r\nX-Evil: 1.pdf': 'aX-Evil_ 1.pdf',
    '%0d%0aX:.pdf': '%0d%0aX_.pdf',
    '  .hidden  ': 'hidden',
    '': 'tep-khong-ten',
    '...': 'tep-khong-ten',
    '\ud800.pdf': '\ufffd.pdf',
  };
  for (const [sent, shown] of Object.entries(cleaned)) {
    it(`shows ${JSON.stringify(sent)} as ${JSON.stringify(shown)}`, () => {
      expect(cleanFileName(sent)).to.equal(shown);
    });
  }

  it('keeps the end of a name that is too long', () => {
    const shown = cleanFileName(`${'a'.repeat(4_000)}.docx`);
    expect(shown).to.have.length(150);
    expect(shown).to.match(/a\.docx$/);
  });

  it('never is a path, never empty, never hides or reorders letters, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
        const shown = cleanFileName(sent);
        expect(shown).to.not.match(/[/\\]|^\.|[\p{Cc}\p{Cf}]/u);
        expect(shown.length).to.be.within(1, 310);
        expect(shown.isWellFormed()).to.equal(true);
        expect(cleanFileName(shown)).to.equal(shown);
      }),
      { numRuns: 50 },
    );
  });
});
