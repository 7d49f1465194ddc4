import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import type { DemoKey } from '../../../scripts/demo/authority.ts';
import { der } from '../../../server/pdf-signatures/crypto/der-writer.ts';
import { listenSecurely } from '../../../server/platform/edge/listen.ts';
import { OwnCertificate, ownCertificateInUse } from '../../../server/platform/edge/own-certificate.ts';
import { log } from '../../../server/platform/log.ts';
import { authoritiesIn } from '../../../server/platform/outbound/authorities.ts';
import { StartUpFailure } from '../../../server/platform/state/start-up-failure.ts';
import { aCertificate, alternativeNames } from '../../support/certificates.ts';

const HOST = 'vanban.saomai.gov.vn';
const DAY_MS = 24 * 3600_000;

describe('a server that ends TLS itself', () => {
  let folder: string;
  let files: { readonly certificate: string; readonly key: string };
  let first: DemoKey;

  const keyFor = (host: string): DemoKey =>
    aCertificate({
      name: host,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      extensions: [alternativeNames(der(0x82, Buffer.from(host)))],
    });
  const pemOf = ({ certificate }: DemoKey) => new X509Certificate(certificate).toString();
  const put = async ({ privateKey, ...key }: DemoKey) => {
    await writeFile(files.certificate, pemOf({ privateKey, ...key }));
    await writeFile(files.key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-tls-'));
    files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
    first = keyFor(HOST);
    await put(first);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('refuses to start, with the file, the cause and the way on,', () => {
    const said = async (reading: Promise<unknown>) => {
      const failure = await reading.then(
        () => expect.fail('it was taken'),
        (error: unknown) => error,
      );
      return failure instanceof StartUpFailure ? failure.message : expect.fail(String(failure));
    };
    const saidOf = (host = HOST) => said(OwnCertificate.read(files, host));

    it('by a file that is missing or holds something else', async () => {
      await writeFile(files.certificate, 'không phải chứng thư');
      expect(await saidOf()).to.contain(`${files.certificate} không dùng được (nội dung hỏng`);
      await rm(files.certificate);
      expect(await saidOf()).to.match(/^Tệp \S+tls\.crt không dùng được \(không có\): hãy đặt vào đó chứng thư PEM/);
    });

    it('by a certificate of another host', async () => {
      expect(await saidOf('vanban.binhminh.gov.vn')).to.contain('chứng thư không mang tên vanban.binhminh.gov.vn');
      expect(await saidOf('[::1]')).to.contain('chứng thư không mang tên [::1]');
    });

    it('by a key that is another’s, or has a pass phrase', async () => {
      const other = keyFor(HOST).privateKey.export({ type: 'pkcs8', format: 'pem' });
      await writeFile(files.key, other);
      expect(await saidOf()).to.contain(`${files.key} không dùng được (khoá không thuộc chứng thư của máy chủ)`);
      const closed = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'mật khẩu' } as const;
      await writeFile(files.key, first.privateKey.export(closed));
      expect(await saidOf()).to.contain('không phải khoá riêng PEM, hoặc có mật khẩu');
    });

    it('by a file of authorities in which there is none, and takes several', async () => {
      await writeFile(files.key, `# của tỉnh\n${pemOf(first)}\n${pemOf(keyFor('ca.gov.vn'))}`);
      expect(await authoritiesIn(files.key)).to.have.length(2);
      await writeFile(files.key, pemOf(first).replace('MII', 'AII'));
      expect(await said(authoritiesIn(files.key))).to.contain('nội dung hỏng');
      await writeFile(files.key, '');
      expect(await said(authoritiesIn(files.key))).to.contain('EXCHANGE_CA_FILE');
    });
  });

  describe('while it runs', () => {
    let server: Server;
    let own: OwnCertificate;
    const { error } = log;
    const port = () => (server.address() as AddressInfo).port;
    /** What the server shows and answers to whoever believes this certificate. */
    const asked = async (ca: string) => {
      const sent = get({ host: '127.0.0.1', port: port(), servername: HOST, ca, agent: false });
      const [answer] = await once(sent, 'response');
      answer.resume();
      const socket = answer.socket as TLSSocket;
      return { status: answer.statusCode, protocol: socket.getProtocol(), shown: socket.getPeerX509Certificate() };
    };

    beforeEach(async () => {
      own = await OwnCertificate.read(files, HOST);
      server = await listenSecurely((_request, response) => void response.end(), 0, '127.0.0.1', own);
    });
    afterEach(async () => {
      log.error = error;
      own.stop();
      server.close();
      await once(server, 'close');
    });

    it('speaks TLS 1.2 or later, and tells when its certificate ends', async () => {
      expect(await asked(pemOf(first))).to.include({ status: 200, protocol: 'TLSv1.3' });
      const old = connect({
        host: '127.0.0.1',
        port: port(),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'ALL:@SECLEVEL=0',
      });
      const [refused] = await once(old, 'error');
      expect(String(refused)).to.match(/protocol version|alert/i);
      expect(ownCertificateInUse()).to.include({ host: HOST });
      expect(own.until).to.deep.equal(new Date(new X509Certificate(first.certificate).validTo));
    });

    it('takes a renewed pair for the next connection, and none that does not fit', async () => {
      const lines: string[] = [];
      log.error = (_about: unknown, words?: string) => void lines.push(words ?? '');
      const renewed = keyFor(HOST);
      const secure = server as unknown as Parameters<OwnCertificate['look']>[0];
      await writeFile(files.certificate, pemOf(renewed));
      await own.look(secure);
      expect(lines).to.deep.equal(['the certificate of the server cannot be read anew']);
      expect((await asked(pemOf(first))).status).to.equal(200);
      await put(renewed);
      await own.look(secure);
      const { shown } = await asked(pemOf(renewed));
      expect(shown?.raw).to.deep.equal(Buffer.from(renewed.certificate));
      expect(lines).to.have.length(1);
    });
  });
});
