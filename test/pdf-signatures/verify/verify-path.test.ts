import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { readCertificate } from '../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import {
  type CertificatePath,
  certificatePath,
  type Purpose,
} from '../../../server/pdf-signatures/crypto/certificates/certificate-path.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import {
  aCertificate,
  alternativeNames,
  anyPolicy,
  basicConstraints,
  directoryName,
  extendedUsages,
  extension,
  inhibitAnyPolicy,
  mailName,
  nameConstraints,
  nameOf,
  policies,
  requireExplicitPolicy,
  uriName,
  usages,
} from '../../support/certificates.ts';
import { aPreparedPdf, signed, signingTime } from '../../support/signing.ts';

const year = 365 * 24 * 3600_000;
const notBefore = new Date(signingTime.getTime() - year);
const notAfter = new Date(signingTime.getTime() + year);
const agency = 'Sở Nội vụ tỉnh Sao Mai';

const asIssuer = [usages(5, 6)];
const asSigner = [basicConstraints(false), usages(0, 1)];

interface Part {
  readonly issuer?: DemoKey;
  readonly extensions?: readonly Uint8Array[];
  readonly name?: string;
}

const anIssuer = ({ issuer, extensions = [basicConstraints(true)], name = 'CA' }: Part = {}): DemoKey =>
  aCertificate({ name, ...(issuer && { issuer }), notBefore, notAfter, extensions: [...extensions, ...asIssuer] });

const aSigner = ({ issuer, extensions = asSigner }: Part): DemoKey =>
  aCertificate({
    name: 'Lê Thị Hồng Nhung',
    organization: agency,
    ...(issuer && { issuer }),
    notBefore,
    notAfter,
    extensions,
  });

/** The path of a key to the last certificate of its own chain. */
function pathOf(key: DemoKey, purpose: Purpose = 'document'): CertificatePath {
  const chain = key.chain.map((der) => readCertificate(der));
  return certificatePath({
    leaf: readCertificate(key.certificate),
    anchors: chain.slice(-1),
    others: chain,
    at: signingTime,
    purpose,
  });
}

const against = (key: DemoKey, purpose?: Purpose): readonly string[] => pathOf(key, purpose).reasons;

describe('The path of a certificate to a trusted root', () => {
  const root = anIssuer({ name: 'Gốc', extensions: [basicConstraints(true)] });
  const issuing = anIssuer({ issuer: root, name: 'Cấp' });

  it('leads over the issuers, leaf first', () => {
    const { certificates, reasons } = pathOf(aSigner({ issuer: issuing }));
    expect(reasons).to.deep.equal([]);
    expect(certificates).to.have.length(3);
  });

  it('accepts as many issuers as the path length allows, and no more', () => {
    const limited = anIssuer({ name: 'Gốc giới hạn', extensions: [basicConstraints(true, 1)] });
    const first = anIssuer({ issuer: limited, name: 'Cấp 1' });
    const second = anIssuer({ issuer: first, name: 'Cấp 2' });
    expect(against(aSigner({ issuer: first }))).to.deep.equal([]);
    expect(against(aSigner({ issuer: second }))).to.deep.equal(['chain-constraint']);
  });

  it('does not let a signer issue certificates', () => {
    const leader = aSigner({ issuer: issuing });
    expect(against(aSigner({ issuer: leader }))).to.deep.equal(['chain-constraint']);
  });

  it('does not take for an issuer what says nothing of being one, or may not sign certificates', () => {
    const silent = anIssuer({ issuer: root, extensions: [] });
    const crlOnly = aCertificate({
      ...{ name: 'CRL', issuer: root, notBefore, notAfter },
      extensions: [basicConstraints(true), usages(6)],
    });
    for (const issuer of [silent, crlOnly]) expect(against(aSigner({ issuer }))).to.deep.equal(['chain-constraint']);
  });

  it('does not trust a twin of an issuer that has its name and another key', () => {
    const twin = { ...anIssuer({ name: 'Cấp' }), chain: issuing.chain };
    const signer = aSigner({ issuer: twin });
    const chain = [issuing.certificate, ...issuing.chain];
    expect(against({ ...signer, chain })).to.deep.equal(['untrusted-root']);
  });

  it('knows an issuer whose name the signer’s certificate writes with other spaces and letters (RFC 5280 §7.1)', () => {
    const spaced = anIssuer({ issuer: root, name: 'Cơ quan  cấp ' });
    const named = (name: string): readonly string[] => {
      const signer = aSigner({ issuer: { ...spaced, certificate: anIssuer({ name }).certificate } });
      return against({ ...signer, chain: [spaced.certificate, ...spaced.chain] });
    };
    for (const name of ['Cơ quan cấp', 'CƠ QUAN\u00a0CẤP', 'Cơ quan cấp'.normalize('NFD')]) {
      expect(named(name), name).to.deep.equal([]);
    }
    expect(named('Cơ quan cập')).to.deep.equal(['untrusted-root']);
  });

  it('stops at a critical extension that nobody here understands', () => {
    const strange = anIssuer({
      issuer: root,
      extensions: [basicConstraints(true), extension('1.2.3.4.5', Buffer.of(5, 0))],
    });
    expect(against(aSigner({ issuer: strange }))).to.deep.equal(['chain-constraint']);
  });

  describe('key usage', () => {
    const withUsage = (...extensions: readonly Uint8Array[]): DemoKey =>
      aSigner({ issuer: issuing, extensions: [basicConstraints(false), ...extensions] });

    it('must allow signing where it restricts anything', () => {
      expect(against(withUsage())).to.deep.equal([]);
      expect(against(withUsage(usages(0)))).to.deep.equal([]);
      expect(against(withUsage(usages(1)))).to.deep.equal([]);
      expect(against(withUsage(usages(2)))).to.deep.equal(['certificate-not-for-signing']);
    });

    it('excludes web servers and timestamp authorities from signing documents', () => {
      const [server, mail, stamps] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.8'] as const;
      expect(against(withUsage(usages(0), extendedUsages(server)))).to.deep.equal(['certificate-not-for-signing']);
      expect(against(withUsage(usages(0), extendedUsages(stamps)))).to.deep.equal(['certificate-not-for-signing']);
      expect(against(withUsage(usages(0), extendedUsages(mail, server)))).to.deep.equal([]);
    });

    it('must be timestamping alone for a timestamp authority', () => {
      const [mail, stamps] = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.8'] as const;
      expect(against(withUsage(usages(0), extendedUsages(stamps)), 'timestamp')).to.deep.equal([]);
      expect(against(withUsage(usages(0), extendedUsages(stamps, mail)), 'timestamp')).to.have.length(1);
      expect(against(withUsage(usages(0)), 'timestamp')).to.have.length(1);
    });
  });

  describe('name constraints', () => {
    const under = (constraints: Uint8Array, ...names: readonly Uint8Array[]): readonly string[] => {
      const issuer = anIssuer({ issuer: root, extensions: [basicConstraints(true), constraints] });
      return against(aSigner({ issuer, extensions: [...asSigner, ...names] }));
    };
    const own = directoryName(nameOf(undefined, agency));
    const foreign = directoryName(nameOf(undefined, 'Sở Tài chính tỉnh Sao Mai'));

    it('let an issuer name its own agency only', () => {
      expect(under(nameConstraints({ permitted: [own] }))).to.deep.equal([]);
      expect(under(nameConstraints({ permitted: [foreign] }))).to.deep.equal(['chain-constraint']);
      expect(under(nameConstraints({ excluded: [own] }))).to.deep.equal(['chain-constraint']);
      expect(under(nameConstraints({ excluded: [foreign] }))).to.deep.equal([]);
    });

    it('hold for mail addresses in the certificate as well', () => {
      const permitted = nameConstraints({ permitted: [mailName('saomai.example')] });
      expect(under(permitted, alternativeNames(mailName('nhung@saomai.example')))).to.deep.equal([]);
      expect(under(permitted, alternativeNames(mailName('nhung@khac.example')))).to.deep.equal(['chain-constraint']);
    });

    it('are not taken for kept in a kind of name that is not compared', () => {
      const excluded = nameConstraints({ excluded: [uriName('.khac.example')] });
      expect(under(excluded)).to.deep.equal([]);
      expect(under(excluded, alternativeNames(uriName('https://a.khac.example')))).to.deep.equal(['chain-constraint']);
    });
  });

  describe('certificate policies', () => {
    const under = (
      issuerExtensions: readonly Uint8Array[],
      signerExtensions: readonly Uint8Array[],
    ): readonly string[] => {
      const issuer = anIssuer({ issuer: root, extensions: [basicConstraints(true), ...issuerExtensions] });
      return against(aSigner({ issuer, extensions: [...asSigner, ...signerExtensions] }));
    };

    it('ask for nothing as long as no issuer demands one', () => {
      expect(under([policies('1.2.3')], [policies('1.2.4')])).to.deep.equal([]);
    });

    it('must be shared by issuer and signer once they are demanded', () => {
      const demanded = [requireExplicitPolicy(0), policies('1.2.3')];
      expect(under(demanded, [policies('1.2.3', '1.2.9')])).to.deep.equal([]);
      expect(under(demanded, [policies('1.2.4')])).to.deep.equal(['chain-constraint']);
      expect(under(demanded, [])).to.deep.equal(['chain-constraint']);
    });

    it('are not demanded before the constraint begins', () => {
      expect(under([requireExplicitPolicy(1), policies('1.2.3')], [])).to.deep.equal([]);
    });

    it('are all meant by anyPolicy unless the issuer forbids that', () => {
      const demanded = [requireExplicitPolicy(0), policies('1.2.3')];
      expect(under(demanded, [policies(anyPolicy)])).to.deep.equal([]);
      expect(under([...demanded, inhibitAnyPolicy(0)], [policies(anyPolicy)])).to.deep.equal(['chain-constraint']);
      expect(under([...demanded, inhibitAnyPolicy(1)], [policies(anyPolicy)])).to.deep.equal([]);
    });

    it('are not taken for kept when nobody can read them', () => {
      const broken = extension('2.5.29.36', Buffer.of(0x04, 0x01, 0x00));
      expect(under([broken], [])).to.deep.equal(['chain-constraint']);
    });
  });

  it('decides the verdict of a document', async () => {
    const limited = anIssuer({ name: 'Gốc giới hạn', extensions: [basicConstraints(true, 0)] });
    const below = anIssuer({ issuer: limited, name: 'Cấp' });
    const verdictOf = async (key: DemoKey): Promise<readonly [string, string | undefined]> => {
      const pdf = await signed((await aPreparedPdf()).pdf, key, { certify: 2 });
      const trust = { anchors: key.chain.slice(-1), intermediates: [] };
      const report = await verifyPdf(pdf, { trust, at: signingTime, softRevocation: true });
      return [report.verdict, report.signatures[0]?.reasons[0]];
    };
    expect(await verdictOf(aSigner({ issuer: below }))).to.deep.equal(['unclear', 'chain-constraint']);
    const forMail = aSigner({ issuer: limited, extensions: [basicConstraints(false), usages(2)] });
    expect(await verdictOf(forMail)).to.deep.equal(['invalid', 'certificate-not-for-signing']);
    expect((await verdictOf(aSigner({ issuer: limited })))[0]).to.equal('valid');
  });
});
