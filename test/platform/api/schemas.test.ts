import { expect } from 'chai';
import fc from 'fast-check';
import { code, day, id, instant, limit, line, prose } from '../../../server/platform/api/schemas.ts';

describe('schemas of fields', () => {
  it('take a line in NFC, trimmed, without invisible letters', () => {
    expect(line(20).parse('  Co\u0302ng va\u0306n\u200b\ufeff ')).to.equal('Công văn');
  });

  it('count letters after cleaning, so that the same line is never too long twice', () => {
    expect(line(8).safeParse('Công văn').success).to.equal(true);
    expect(line(7).safeParse('Công văn').success).to.equal(false);
    expect(line(8).safeParse('   \u200d ').success).to.equal(false);
  });

  it('refuse what hides or reorders letters, and line ends in a line', () => {
    for (const odd of [
      'a\u0000b',
      'a\u202eb',
      'a\u202db',
      'a\ud800b',
      'a\u0085b',
      'a\u001bb',
      'a\nb',
      'a\u000bb',
      'a\u2028b',
    ]) {
      expect(line(20).safeParse(odd).success, JSON.stringify(odd)).to.equal(false);
    }
    expect(prose(20).parse('một\r\nhai\n\tba ')).to.equal('một\nhai\n\tba');
    expect(prose(20).safeParse('a\u202eb').success).to.equal(false);
  });

  it('take what is pasted from word processors: tabs and wide spaces in a line, their line breaks, marks nobody sees', () => {
    expect(line(20).parse('1.\tMột\u00a0hai\u2009ba')).to.equal('1. Một hai ba');
    expect(line(20).parse('\u202aMột\u202c \u2066hai\u2069 b\u00ada')).to.equal('Một hai ba');
    expect(prose(20).parse('một\u000bhai\u2028ba\fbốn')).to.equal('một\nhai\nba\nbốn');
  });

  it('name the character they refuse, and its line', () => {
    const issue = prose(50).safeParse('một\r\nhai\u0007').error?.issues[0];
    expect(issue).to.deep.include({ message: 'forbidden-character' });
    expect(issue).to.have.deep.property('params', { line: 2, character: '\u0007', codePoint: 'U+0007' });
  });

  it('take a number or symbol in one spelling', () => {
    expect(code(30).parse(' QÐ–\u0422\u0422g ')).to.equal('QĐ-TTg');
    expect(code(30).safeParse('a\nb').success).to.equal(false);
  });

  it('leave what they once took as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const taken = line(100).safeParse(text);
        if (taken.success) expect(line(100).parse(taken.data)).to.equal(taken.data);
      }),
    );
  });

  it('know the days of the calendar', () => {
    for (const right of ['2026-11-18', '2024-02-29']) expect(day.safeParse(right).success, right).to.equal(true);
    for (const wrong of [
      '2026-02-30',
      '2026-02-29',
      '0000-01-01',
      '10000-01-01',
      '18/11/2026',
      '2026-11-18T00:00:00Z',
    ]) {
      expect(day.safeParse(wrong).success, wrong).to.equal(false);
    }
  });

  it('send moments as ISO 8601 in UTC, whichever way they come', () => {
    expect(instant.parse(new Date('2026-11-18T09:00:00+07:00'))).to.equal('2026-11-18T02:00:00.000Z');
    expect(instant.parse('2026-11-18T02:00:00.000Z')).to.equal('2026-11-18T02:00:00.000Z');
  });

  it('bound how many rows a list gives', () => {
    expect(limit.parse(undefined)).to.equal(50);
    expect(limit.parse('200')).to.equal(200);
    for (const wrong of ['0', '201', '-1', '1e2', '1.5', '9e15', ' 5', '٣'])
      expect(limit.safeParse(wrong).success, wrong).to.equal(false);
  });

  it('take ids that cannot be operators or paths', () => {
    expect(id.safeParse('01a2031f-6480-7799-8232-ce674e6ac2d0').success).to.equal(true);
    for (const wrong of ['', '$ne', '../x', 'a b', 'a'.repeat(65)])
      expect(id.safeParse(wrong).success, wrong).to.equal(false);
  });
});
