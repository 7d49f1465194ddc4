import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { createDemoAuthority } from '../../../../scripts/demo/authority.ts';
import { authorityAddressesOf } from '../../../../server/pdf-signatures/crypto/certificates/authority-addresses.ts';
import { readCertificate } from '../../../../server/pdf-signatures/crypto/certificates/certificate.ts';
import { der, derOidOf, derSequenceOf } from '../../../../server/pdf-signatures/crypto/der-writer.ts';
import { askAuthority } from '../../../../server/pdf-signatures/produce/authority/ask-authority.ts';
import { authorityAccess } from '../../../../server/pdf-signatures/produce/authority/authority-access.ts';
import { inNetworks, isNetwork } from '../../../../server/platform/networks.ts';
import { aCertificate, extension, uriName } from '../../../support/certificates.ts';

describe('the addresses a certificate names', () => {
  const named = (...extensions: readonly Uint8Array[]) => {
    const from = new Date('2026-01-01T00:00:00Z');
    const until = new Date('2030-01-01T00:00:00Z');
    const { certificate } = aCertificate({ name: 'Trần Văn Bình', notBefore: from, notAfter: until, extensions });
    return authorityAddressesOf(readCertificate(certificate));
  };
  const access = (method: string, url: string) => derSequenceOf(derOidOf(method), uriName(url));
  const informed = (...all: readonly Uint8Array[]) => extension('1.3.6.1.5.5.7.1.1', derSequenceOf(...all), false);
  const points = (...all: readonly Uint8Array[]) => extension('2.5.29.31', derSequenceOf(...all), false);
  const point = (url: string, ...more: readonly Uint8Array[]) =>
    derSequenceOf(der(0xa0, der(0xa0, uriName(url))), ...more);

  it('are those of OCSP responders and of whole lists, as the Government’s authority writes them', () => {
    const ocsp = access('1.3.6.1.5.5.7.48.1', 'http://ocsp.ca.gov.vn');
    const issuers = access('1.3.6.1.5.5.7.48.2', 'http://ca.gov.vn/pki/pub/crt/cpcag2.crt');
    const lists = points(point('http://ca.gov.vn/pki/pub/crl/cpcag2.crl'));
    expect(named(informed(issuers, ocsp), lists)).to.deep.equal({
      ocsp: ['http://ocsp.ca.gov.vn'],
      crls: ['http://ca.gov.vn/pki/pub/crl/cpcag2.crl'],
    });
  });

  it('are none where lists are of some reasons only, or of another issuer, or no addresses of the web', () => {
    const reasons = der(0x81, Buffer.of(0, 0x60));
    const directory = point('ldap://ca.gov.vn/cn=crl');
    expect(named(points(point('http://ca.gov.vn/some.crl', reasons), directory)).crls).to.deep.equal([]);
    expect(named(points(point('file:///etc/passwd'), point('http://ca.gov.vn/a b'))).crls).to.deep.equal([]);
    expect(named()).to.deep.equal({ ocsp: [], crls: [] });
    expect(named(extension('2.5.29.31', Buffer.of(0x30, 0x80), false)).crls).to.deep.equal([]);
  });

  it('come out of what an authority writes with a library', async () => {
    const { issue } = await createDemoAuthority();
    const revocation = { ocsp: 'http://ocsp.vanban.test/', crl: 'http://crl.vanban.test/ca.crl' };
    const { certificate } = await issue({ purpose: 'person', commonName: 'Lê Thị Hoa', revocation, keyType: 'p256' });
    expect(authorityAddressesOf(readCertificate(certificate))).to.deep.equal({
      ocsp: [revocation.ocsp],
      crls: [revocation.crl],
    });
  });
});

describe('the way to authorities', () => {
  const allowed = (hosts: readonly string[], url: string) => authorityAccess({ hosts, networks: [] }).allows(url);

  it('is open to named hosts, domains and ports alone', () => {
    const hosts = ['ca.gov.vn', '*.ca.gov.vn', 'ocsp.vanban.test:8080', '192.0.2.7', '[2001:db8::7]:81'];
    for (const url of [
      'http://ca.gov.vn/crl',
      'https://OCSP.ca.gov.vn/',
      'http://ocsp.ca.gov.vn:80/',
      'http://ocsp.vanban.test:8080/',
      'http://192.0.2.7/',
    ]) {
      expect(allowed(hosts, url), url).to.equal(true);
    }
    for (const url of [
      'http://evil.vn/',
      'http://xca.gov.vn/',
      'http://ca.gov.vn.evil.vn/',
      'http://ca.gov.vn:8080/',
      'http://ca.gov.vn@evil.vn/',
      'http://ocsp.vanban.test/',
      'ftp://ca.gov.vn/',
      'http://192.0.2.8/',
      'http://3221225992/',
      'not a url',
    ]) {
      expect(allowed(hosts, url), url).to.equal(false);
    }
  });

  it('leads to no address of the house itself unless its network is allowed', async () => {
    const server = createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = async (networks: readonly string[]) => {
      const { way } = authorityAccess({ hosts: [], networks });
      const asked = { url: `http://localhost:${port}/`, timeoutMs: 5_000, maxBytes: 100, way };
      return await askAuthority(asked).then(String, (error: unknown) => String(error));
    };
    expect(await ask([])).to.contain('lies in a network that is not allowed');
    expect(await ask(['10.0.0.0/8'])).to.contain('lies in a network that is not allowed');
    expect(await ask(['127.0.0.0/8'])).to.equal('ok');
    server.close();
  });
});

describe('a network', () => {
  it('is an address with a length that fits it', () => {
    for (const good of ['10.0.0.0/8', '127.0.0.1', 'fc00::/7', '::1']) expect(isNetwork(good), good).to.equal(true);
    for (const bad of ['', '10.0.0.0/33', '10.0.0/8', 'ca.gov.vn', '::/129', '10.0.0.0/8/8', '1.2.3.4/x']) {
      expect(isNetwork(bad), bad).to.equal(false);
    }
  });

  it('holds exactly the addresses that share its first bits, in the clothes of IPv6 too', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const bits = (parts: readonly number[]) => parts.map((part) => part.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(address, address, fc.nat(32), (network, one, length) => {
        const holds = inNetworks([`${network.join('.')}/${length}`]);
        const expected = bits(network).slice(0, length) === bits(one).slice(0, length);
        expect(holds(one.join('.'))).to.equal(expected);
        expect(holds(`::ffff:${one.join('.')}`)).to.equal(expected);
      }),
    );
  });
});
