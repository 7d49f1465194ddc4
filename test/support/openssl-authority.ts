import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DemoKey } from '../../scripts/demo/authority.ts';

/* Real authorities behind a small HTTP server: what they answer is made by `openssl ts` and `openssl ocsp`. */

export interface OpensslAuthority {
  readonly url: (path: 'tsa' | 'ocsp' | 'crl' | 'slow' | 'broken' | 'huge' | 'moved') => string;
  /** How often each path was asked. */
  readonly asked: Map<string, number>;
  /** The revocation list that `crl` gives. */
  setCrl(crl: Uint8Array): void;
  /** Revokes certificates of the issuer for `ocsp`. */
  revoke(certificate: Uint8Array, since: Date): Promise<void>;
  close(): Promise<void>;
}

export interface OpensslAuthorityRequest {
  readonly timestamp: DemoKey;
  readonly ocsp: DemoKey;
  readonly issuer: DemoKey;
  /** Certificates the responder knows. */
  readonly issued: readonly Uint8Array[];
}

const run = promisify(execFile);
const pem = (der: Uint8Array): string => new X509Certificate(der).toString();

/** Starts the authorities on a free port of the loopback address. */
export async function anOpensslAuthority(request: OpensslAuthorityRequest): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'vanban-authority-'));
  const file = (name: string): string => join(folder, name);
  const { timestamp, ocsp, issuer, issued } = request;
  const key = (of: DemoKey): string => of.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const revoked = new Map<string, Date>();
  const writeIndex = (): Promise<void> =>
    writeFile(file('index'), issued.map((der) => indexLine(der, revoked)).join(''));
  await Promise.all([
    writeFile(file('tsa.pem'), pem(timestamp.certificate)),
    writeFile(file('tsa-chain.pem'), timestamp.chain.map(pem).join('')),
    writeFile(file('tsa.key'), key(timestamp)),
    writeFile(file('ocsp.pem'), pem(ocsp.certificate)),
    writeFile(file('ocsp.key'), key(ocsp)),
    writeFile(file('issuer.pem'), pem(issuer.certificate)),
    writeFile(file('serial'), '01\n'),
    writeFile(file('tsa.cnf'), timestampConfig(folder)),
    writeIndex(),
  ]);
  const asked = new Map<string, number>();
  let crl: Uint8Array = Buffer.alloc(0);
  let count = 0;
  const viaOpenssl = async (body: Buffer, options: (query: string, answer: string) => string[]): Promise<Buffer> => {
    count += 1;
    const [query, answer] = [file(`query-${count}`), file(`answer-${count}`)];
    await writeFile(query, body);
    await run('openssl', options(query, answer));
    return await readFile(answer);
  };
  const answers: Record<string, (body: Buffer) => Promise<Buffer>> = {
    '/tsa': (body) =>
      viaOpenssl(body, (query, answer) => [
        ...['ts', '-reply', '-config', file('tsa.cnf'), '-queryfile', query, '-out', answer],
      ]),
    '/ocsp': (body) =>
      viaOpenssl(body, (query, answer) => [
        ...['ocsp', '-index', file('index'), '-CA', file('issuer.pem'), '-rsigner', file('ocsp.pem')],
        ...['-rkey', file('ocsp.key'), '-nmin', '60', '-reqin', query, '-respout', answer],
      ]),
    '/crl': async () => Buffer.from(crl),
    '/huge': async () => Buffer.alloc(30 * 1024 * 1024),
    '/slow': () => new Promise(() => undefined),
  };
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const answer = answers[path];
    const body = await bodyOf(incoming);
    if (path === '/moved') outgoing.writeHead(302, { location: '/tsa' }).end();
    else if (answer === undefined) outgoing.writeHead(500).end('broken');
    else
      await answer(body).then(
        (bytes) => outgoing.end(bytes),
        (error: unknown) => outgoing.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    asked,
    setCrl: (list) => {
      crl = list;
    },
    revoke: async (certificate, since) => {
      revoked.set(new X509Certificate(certificate).serialNumber, since);
      await writeIndex();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

/** A line of OpenSSL's index: status, expiry, time of revocation, serial, file, subject. */
function indexLine(der: Uint8Array, revoked: ReadonlyMap<string, Date>): string {
  const { serialNumber, validTo } = new X509Certificate(der);
  const since = revoked.get(serialNumber);
  const time = (value: Date): string => `${value.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`;
  const fields = [since === undefined ? 'V' : 'R', time(new Date(validTo)), since === undefined ? '' : time(since)];
  return `${[...fields, serialNumber, 'unknown', `/CN=${serialNumber}`].join('\t')}\n`;
}

const timestampConfig = (folder: string): string => `
[tsa]
default_tsa = one
[one]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
certs = ${folder}/tsa-chain.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
ess_cert_id_alg = sha256
`;
