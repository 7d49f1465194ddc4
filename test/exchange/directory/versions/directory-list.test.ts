import { expect } from 'chai';
import fc from 'fast-check';
import { answersTo, successorsOn } from '../../../../server/exchange/directory/directory-lookups.ts';
import { inForceAt } from '../../../../server/exchange/directory/listed-keys.ts';
import { type ListedAgency, readDirectoryList } from '../../../../server/exchange/directory/versions/directory-list.ts';
import { DomainError } from '../../../../server/platform/errors.ts';
import {
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aListedKey,
  aSystemKey,
} from '../../../support/directory.ts';

const bytesOf = (list: unknown) => Buffer.from(typeof list === 'string' ? list : JSON.stringify(list));
const read = (over: object) => readDirectoryList(bytesOf(aDirectoryList(over)));

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
const refused = (over: object) => codeOf(() => read(over));

const snv = aSystemKey('Sở Nội vụ – hệ thống');
const stc = aSystemKey('Sở Tài chính – hệ thống');
const noi = aListedAgency('H99.05', {
  name: 'Sở  Nội vụ',
  deployment: 'sao-mai-2',
  aliases: [{ code: '000.00.05.H99', until: '2027-12-31' }],
  formerNames: [{ name: 'Sở Nội vụ và Lao động', until: '2025-02-28' }],
  certificates: [aListedCertificate(snv)],
  log: { id: 'nhat-ky-1', key: aListedKey() },
  limits: { mainFileBytes: 104_857_600, attachmentBytes: 104_857_600 },
});
const whole = { deployments: [aListedDeployment()], agencies: [noi, aListedAgency('H99.06')] };

describe('the list of agencies of all deployments', () => {
  it('is read as it was written, with what later versions add', () => {
    const added = { ...noi, colour: 'green', certificates: [{ ...aListedCertificate(snv), later: 1 }] };
    const { agencies, deployments, validUntil } = read({ ...whole, agencies: [added], later: {} });
    expect(validUntil.toISOString()).to.equal('2099-12-31T00:00:00.000Z');
    expect(agencies[0]).to.deep.include({ code: 'H99.05', deployment: 'sao-mai-2', endorsement: null });
    expect(agencies[0]?.certificates[0]?.from).to.deep.equal(new Date('2026-01-01T00:00:00Z'));
    expect(deployments[0]?.id).to.equal('sao-mai-2');
  });

  it('takes no member twice, and nothing else that JSON leaves open', () => {
    const text = JSON.stringify(aDirectoryList(whole));
    expect(codeOf(() => readDirectoryList(bytesOf(text.replace('"code":', '"code":"H99.09","code":'))))).to.equal(
      'duplicate-key',
    );
    expect(codeOf(() => readDirectoryList(bytesOf(`\ufeff${text}`)))).to.equal('malformed-json');
  });

  const malformed: readonly [string, object][] = [
    ['another format', { format: 'vanban-directory/2' }],
    ['no number', { serial: 0 }],
    ['an end before its beginning', { validUntil: '2025-01-01T00:00:00Z' }],
    ['a moment with a zone', { issuedAt: '2026-01-01T07:00:00+07:00' }],
    ['a code of no agency', { agencies: [aListedAgency('SNV')] }],
    [
      'a name with a sign that turns letters round',
      { agencies: [aListedAgency('H99.05', { name: 'Sở \u202e Nội vụ' })] },
    ],
    ['a deployment that it does not have', { agencies: [aListedAgency('H99.05', { deployment: 'nowhere' })] }],
    [
      'a successor that it does not have',
      { agencies: [aListedAgency('H99.05', { successor: { code: 'H99.07', from: '2025-07-01' } })] },
    ],
    [
      'an agency that succeeds itself',
      { agencies: [aListedAgency('H99.05', { successor: { code: 'H99.05', from: '2025-07-01' } })] },
    ],
    [
      'a certificate that is none',
      { agencies: [aListedAgency('H99.05', { certificates: [{ ...aListedCertificate(snv), certificate: 'AAAA' }] })] },
    ],
    [
      'a key that is none',
      { deployments: [aListedDeployment({ keys: [{ key: 'AAAA', from: '2026-01-01T00:00:00Z', until: null }] })] },
    ],
    ['a deployment without a key', { deployments: [aListedDeployment({ keys: [] })] }],
  ];
  for (const [what, over] of malformed) {
    it(`is refused with ${what}`, () => expect(refused(over)).to.equal('directory-malformed'));
  }

  const addresses: readonly [string, boolean][] = [
    ['https://vanban.saomai.gov.vn/api/exchange/v1', true],
    ['https://vanban.saomai.gov.vn:8443/api', true],
    ['http://127.0.0.1:3001/api/exchange/v1', true],
    ['http://localhost:3001/api', true],
    ['http://vanban.saomai.gov.vn/api', false],
    ['https://vanban.saomai.gov.vn/api/', false],
    ['https://ai@vanban.saomai.gov.vn/api', false],
    ['https://vanban.saomai.gov.vn/api?x=1', false],
    ['https://vanban.saomai.gov.vn/api#x', false],
    ['https://VANBAN.saomai.gov.vn/api', false],
    ['file:///etc/passwd', false],
    ['gopher://127.0.0.1/x', false],
    ['saomai', false],
  ];
  for (const [address, isOne] of addresses) {
    it(`${isOne ? 'takes' : 'does not take'} ${address} for an address`, () =>
      expect(refused({ deployments: [aListedDeployment({ address })] })).to.equal(
        isOne ? undefined : 'directory-malformed',
      ));
  }

  it('names a deployment that collects by no address', () => {
    expect(read({ deployments: [aListedDeployment({ address: null })] }).deployments[0]?.address).to.equal(null);
  });

  const key = aListedKey();
  const withKey = (id: string) => aListedDeployment({ id, keys: [{ key, from: '2026-01-01T00:00:00Z', until: null }] });
  const certified = (code: string, ...keys: (typeof snv)[]) =>
    aListedAgency(code, { certificates: keys.map((one) => aListedCertificate(one)) });
  const ambiguous: readonly [string, object][] = [
    ['a deployment twice', { deployments: [aListedDeployment(), aListedDeployment()] }],
    ['two deployments with one key', { deployments: [withKey('one'), withKey('two')] }],
    ['an agency twice', { agencies: [aListedAgency('H99.05'), aListedAgency('H99.05')] }],
    [
      'an alias that is the code of another',
      { agencies: [aListedAgency('H99.05', { aliases: [{ code: 'H99.06', until: null }] }), aListedAgency('H99.06')] },
    ],
    ['one certificate for two agencies', { agencies: [certified('H99.05', snv), certified('H99.06', snv)] }],
    ['a certificate twice', { agencies: [certified('H99.05', snv, snv)] }],
    [
      'certificates of two agencies under one name',
      { agencies: [certified('H99.05', snv), certified('H99.06', aSystemKey('SỞ NỘI VỤ –  hệ thống'))] },
    ],
    [
      'one log for two agencies',
      { agencies: ['H99.05', 'H99.06'].map((code) => aListedAgency(code, { log: { id: 'nhat-ky', key } })) },
    ],
  ];
  for (const [what, over] of ambiguous) {
    it(`is refused with ${what}`, () => expect(refused(over)).to.equal('directory-ambiguous'));
  }

  it('lets an agency renew its certificate under its name, and agencies of one deployment share the key of their logs', () => {
    const log = (id: string) => ({ log: { id, key } });
    const renewed = certified('H99.05', snv, aSystemKey('Sở Nội vụ – hệ thống'));
    const agencies = [
      { ...renewed, ...log('a') },
      { ...certified('H99.06', stc), ...log('b') },
    ];
    expect(refused({ agencies })).to.equal(undefined);
  });
});

describe('an agency of the list', () => {
  const [agency] = read(whole).agencies;
  if (!agency) throw new Error('There is none');

  it('answers to its code for good, and to an alias until its last day', () => {
    expect(answersTo(agency, 'H99.05', '2099-01-01')).to.equal(true);
    expect(answersTo(agency, '000.00.05.H99', '2027-12-31')).to.equal(true);
    expect(answersTo(agency, '000.00.05.H99', '2028-01-01')).to.equal(false);
    expect(answersTo(agency, 'H99.06', '2026-01-01')).to.equal(false);
  });

  it('signs with a key from its first moment until before its end, or until it was revoked', () => {
    const [from, until, revokedAt] = ['2026-02-01', '2026-03-01', '2026-02-10'].map((day) => new Date(day));
    if (!from || !until || !revokedAt) throw new Error('no moments');
    const key = { key: 'k', from, until };
    const counts = (at: string, over: object = {}) => inForceAt([{ ...key, ...over }], new Date(at)).length === 1;
    expect(['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((at) => counts(at))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(counts('2036-01-01', { until: null })).to.equal(true);
    expect(['2026-02-09', '2026-02-10'].map((at) => counts(at, { revokedAt }))).to.deep.equal([true, false]);
  });

  it('was merged into the last of those who succeeded each other by then', () => {
    const into = (code: string, from: string) => ({ successor: { code, from } });
    const all = new Map<string, Pick<ListedAgency, 'successor'>>([
      ['H99.05', into('H99.06', '2025-07-01')],
      ['H99.06', into('H99.07', '2026-07-01')],
      ['H99.07', { successor: null }],
    ]);
    expect(successorsOn(all, 'H99.05', '2025-06-30')).to.deep.equal([]);
    expect(successorsOn(all, 'H99.05', '2025-07-01')).to.deep.equal(['H99.06']);
    expect(successorsOn(all, 'H99.05', '2026-07-01')).to.deep.equal(['H99.06', 'H99.07']);
    expect(successorsOn(all, 'H99.88', '2026-07-01')).to.deep.equal([]);
  });

  it('has successors that end, in every list that is taken', () => {
    const days = ['2025-01-01', '2026-01-01', '2027-01-01'];
    const link = fc.option(fc.record({ to: fc.nat(7), from: fc.constantFrom(...days) }));
    const tried = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 8 }), (links) => {
        const codeAt = (index: number) => `H99.0${index % links.length}`;
        const agencies = links.map((one, index) =>
          aListedAgency(codeAt(index), { successor: one && { code: codeAt(one.to), from: one.from } }),
        );
        const endless = links.some((_, start) => {
          let at: number | undefined = start;
          for (let steps = 0; at !== undefined && steps <= links.length; steps += 1) {
            const next: { to: number } | null | undefined = links[at];
            at = next ? next.to % links.length : undefined;
          }
          return at !== undefined;
        });
        tried[endless ? 'refused' : 'taken'] += 1;
        expect(refused({ agencies })).to.equal(endless ? 'directory-malformed' : undefined);
        if (endless) return;
        const all = new Map(read({ agencies }).agencies.map((one) => [one.code, one]));
        for (const { code } of agencies)
          expect(successorsOn(all, code, '2027-01-01').length).to.be.below(agencies.length);
      }),
      { numRuns: 300 },
    );
    expect(tried.taken).to.be.above(10);
    expect(tried.refused).to.be.above(10);
  });
});
