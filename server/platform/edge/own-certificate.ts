import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Server } from 'node:https';
import { isIP } from 'node:net';
import { log } from '../log.ts';
import { damaged, missing, readStateText, unusableFile, type Way } from '../state/state-file.ts';

/** Where the server's certificate lies in PEM, those above it behind, and where its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What both hold. */
interface Pair {
  readonly cert: string;
  readonly key: string;
  readonly until: Date;
}

const certificateWay: Way = {
  vietnamese:
    'đặt vào đó chứng thư PEM của máy chủ mang tên máy trong PUBLIC_URL, chứng thư trung gian ở phía sau, để tài khoản của máy chủ đọc được',
  english:
    'put the server’s certificate for the host of PUBLIC_URL there in PEM, intermediate ones behind it, readable to the account of the server',
};
const keyWay: Way = {
  vietnamese: 'đặt vào đó khoá riêng PEM không mật khẩu của đúng chứng thư ấy, để tài khoản của máy chủ đọc được',
  english:
    'put the private key of that very certificate there in PEM, without a pass phrase, readable to the account of the server',
};

/** A file that is renewed counts after so long. */
const LOOK_EVERY_MS = 60_000;

let inUse: OwnCertificate | undefined;

/** The certificate by which this process ends TLS itself; none where it does not. */
export function ownCertificateInUse(): OwnCertificate | undefined {
  return inUse;
}

/** The certificate by which a server ends TLS itself. It is read anew once a minute: a renewed one counts without a restart. */
export class OwnCertificate {
  readonly host: string;
  readonly #files: CertificateFiles;
  #pair: Pair;
  #timer: NodeJS.Timeout | undefined;

  private constructor(files: CertificateFiles, host: string, pair: Pair) {
    this.#files = files;
    this.host = host;
    this.#pair = pair;
  }

  /** Refuses, with the file, the cause and the way on, what is not there, is no certificate or key, does not belong together, or is not for this host. */
  static async read(files: CertificateFiles, host: string): Promise<OwnCertificate> {
    return new OwnCertificate(files, host, await pairIn(files, host));
  }

  /** What `node:tls` takes. */
  get pair(): Pick<Pair, 'cert' | 'key'> {
    const { cert, key } = this.#pair;
    return { cert, key };
  }

  get until(): Date {
    return this.#pair.until;
  }

  /** Has new connections to this server end by what lies in the files, from now on until `stop`. */
  serve(server: Pick<Server, 'setSecureContext'>): void {
    inUse = this;
    this.#timer = setInterval(() => void this.look(server), LOOK_EVERY_MS);
  }

  /** Takes a pair that was renewed; what cannot be used is told in the log, and the one before goes on. */
  async look(server: Pick<Server, 'setSecureContext'>): Promise<void> {
    try {
      const pair = await pairIn(this.#files, this.host);
      if (pair.cert === this.#pair.cert && pair.key === this.#pair.key) return;
      server.setSecureContext(pair);
      this.#pair = pair;
      log.info({ until: pair.until }, 'the certificate of the server was renewed');
    } catch (error) {
      log.error({ err: error }, 'the certificate of the server cannot be read anew');
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    if (inUse === this) inUse = undefined;
  }
}

async function pairIn({ certificate: file, key: keyFile }: CertificateFiles, host: string): Promise<Pair> {
  const cert = await textIn(file, certificateWay);
  const key = await textIn(keyFile, keyWay);
  const certificate = certificateIn(cert, file);
  if (!names(certificate, host)) throw unusableFile(file, notFor(host), certificateWay);
  if (!certificate.checkPrivateKey(privateKeyIn(key, keyFile))) throw unusableFile(keyFile, otherKey, keyWay);
  return { cert, key, until: new Date(certificate.validTo) };
}

const notFor = (host: string): Way => ({
  vietnamese: `chứng thư không mang tên ${host}`,
  english: `the certificate does not name ${host}`,
});
const otherKey: Way = {
  vietnamese: 'khoá không thuộc chứng thư của máy chủ',
  english: 'it is not the key of the server’s certificate',
};
const notAKey: Way = {
  vietnamese: 'không phải khoá riêng PEM, hoặc có mật khẩu',
  english: 'it is no private key in PEM, or has a pass phrase',
};

async function textIn(file: string, way: Way): Promise<string> {
  const text = await readStateText(file, way);
  if (text === undefined) throw unusableFile(file, missing, way);
  return text;
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw unusableFile(file, damaged, certificateWay, error);
  }
}

function privateKeyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    throw unusableFile(file, notAKey, keyWay, error);
  }
}

function names(certificate: X509Certificate, host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
}
