import { expect } from 'chai';
import fc from 'fast-check';
import type { Certificate, NameAttribute } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { readCertificate } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { bearsPerson, type KnownAs, namesAgency } from '../../../server/pdf-signatures/verify/names-agency.ts';
import { aDemoAuthority } from '../../support/signing.ts';

const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  L: '2.5.4.7',
  T: '2.5.4.12',
  UID: '0.9.2342.19200300.100.1.1',
};

const agency = (of: Partial<KnownAs>): KnownAs => ({
  ...{ name: 'Sở Nội vụ', symbol: 'SNV', parentName: 'UBND TỈNH SAO MAI', place: 'Sao Mai' },
  ...{ code: 'H99.08', oldCode: null },
  ...of,
});

describe('whether a certificate names an agency', () => {
  let any: Certificate;
  before(async () => {
    any = readCertificate((await aDemoAuthority()).seal.certificate);
  });
  /** `CN=…/O=…` as a certificate would bear it. */
  const bearing = (written: string): Certificate => {
    const subjectName: NameAttribute[] = written.split('/').map((part) => {
      const [short = '', value = ''] = part.split('=');
      return { type: types[short] ?? short, value };
    });
    return { ...any, subjectName };
  };
  const names = (written: string, of: Partial<KnownAs> = {}, purpose: 'seal' | 'system' = 'seal') =>
    namesAgency(bearing(written), purpose, agency(of));

  it('is told from its name, with or without the place that one of the two leaves out', () => {
    const city = { name: 'Ủy ban nhân dân thành phố Sao Mai', parentName: null, place: 'Sao Mai' };
    for (const [written, of] of [
      ['CN=Sở Nội vụ', {}],
      ['CN=SỞ NỘI VỤ/O=UBND tỉnh Sao Mai', {}],
      ['CN=Sở Nội vụ tỉnh Sao Mai', {}],
      ['CN=Sở Nội vụ/O=UBND tỉnh Sao Mai', { name: 'Sở Nội vụ tỉnh Sao Mai' }],
      ['CN=UBND TP. Sao Mai/L=Sao Mai', city],
      ['CN=C07/O=BỘ CÔNG AN/OU=V01', { name: 'Cục Cảnh sát', symbol: 'C07', parentName: 'Bộ Công an' }],
      ['CN=Phòng một/UID=MDV:H99.08', {}],
    ] as const) {
      expect(names(written, of), written).to.equal(true);
    }
  });

  it('is not when it is a person’s, another agency’s, of another place, or only a part of the name', () => {
    for (const [written, of] of [
      ['CN=Trần Quốc Bảo/OU=Sở Nội vụ/O=UBND tỉnh Sao Mai', {}],
      ['CN=Sở Nội vụ/T=Giám đốc', {}],
      ['CN=Sở Nội vụ/UID=CCCD:001099000001', {}],
      ['CN=Sở Nội vụ tỉnh Bình Minh', {}],
      ['CN=Sở/O=UBND tỉnh Sao Mai', {}],
      ['CN=Thanh tra Sở Nội vụ', {}],
      ['CN=UBND xã Thanh Bình', { name: 'UBND huyện Thanh Bình', place: 'Thanh Bình' }],
      ['CN=SNV/O=UBND tỉnh Bình Minh', {}],
      ['CN=Sở Nội vụ', { name: 'Sở Y tế' }],
      ['UID=MDV:H99.081/CN=Phòng một', {}],
      ['O=Sở Nội vụ', {}],
    ] as const) {
      expect(names(written, of), written).to.equal(false);
    }
  });

  it('lets a system key be a system’s or a host’s of the agency, which no seal may', () => {
    for (const written of [
      'CN=Hệ thống quản lý văn bản – Sở Nội vụ',
      'CN=vanban.sonoivu.example.gov.vn/OU=Sở Nội vụ',
    ]) {
      expect(names(written, {}, 'system'), written).to.equal(true);
      expect(names(written), written).to.equal(false);
    }
    expect(names('CN=vanban.example.gov.vn/O=Sở Y tế', {}, 'system')).to.equal(false);
  });

  it('never depends on case, spaces or marks of writing, and what bears a person’s number names nobody', () => {
    const spaced = fc.array(fc.constantFrom(' ', '  ', '\t'), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        fc.boolean(),
        spaced,
        fc.stringMatching(/^[0-9]{9,12}$/),
        (loud, [first = ' ', second = ' '], number) => {
          const written = `Sở${first}Nội${second}vụ`;
          const said = `CN=${loud ? written.toUpperCase() : written.normalize('NFD')}`;
          expect(names(said)).to.equal(true);
          expect(bearsPerson(bearing(`${said}/UID=CCCD:${number}`))).to.equal(true);
          expect(names(`${said}/UID=CCCD:${number}`)).to.equal(false);
        },
      ),
    );
  });
});
