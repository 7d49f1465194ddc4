import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An authority of one's own in a folder, by `openssl` alone: two roots, an issuing authority with its list of revoked certificates. */
export class Authority {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes `vgca-root-g1.pem`, `vgca-root-g2.pem` and `vgca-sub-1.pem`, named as the page names those of the Government. */
  async found(): Promise<void> {
    await mkdir(join(this.folder, 'new'), { recursive: true });
    await writeFile(join(this.folder, 'openssl.cnf'), configuration(this.folder));
    await writeFile(join(this.folder, 'index.txt'), '');
    await writeFile(join(this.folder, 'crlnumber'), '01\n');
    for (const root of ['g1', 'g2']) {
      await this.#key(`root-${root}`);
      await this.#openssl(
        ...[
          'req',
          '-x509',
          '-new',
          '-config',
          'openssl.cnf',
          '-key',
          `root-${root}.key`,
          '-days',
          '3650',
          '-subj',
          `/C=VN/O=Thu/CN=Goc ${root}`,
        ],
        ...['-extensions', 'authority', '-out', `vgca-root-${root}.pem`],
      );
    }
    await this.#key('sub');
    await this.#openssl('req', '-new', '-key', 'sub.key', '-subj', '/C=VN/O=Thu/CN=Cap chung thu', '-out', 'sub.csr');
    await this.#sign('sub.csr', 'vgca-sub-1.pem', 'issuer', ['root-g1.key', 'vgca-root-g1.pem'], 1800);
    await this.publish();
  }

  /** Issues a certificate with its key as `NAME.p12`; one that ended is valid for a day before yesterday. */
  async issue(
    name: string,
    subject: string,
    extensions: 'person' | 'machine',
    pin: string,
    ended = false,
  ): Promise<string> {
    await this.#key(name);
    await this.#openssl('req', '-new', '-utf8', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
    const days = ended ? ['-startdate', daysFromNow(-3), '-enddate', daysFromNow(-1)] : ['-days', '365'];
    await this.#openssl(
      ...[
        'ca',
        '-batch',
        '-notext',
        '-utf8',
        '-config',
        'openssl.cnf',
        '-extensions',
        extensions,
        '-in',
        `${name}.csr`,
      ],
      ...['-out', `${name}.pem`, ...days],
    );
    await this.#openssl(
      ...['pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.pem`, '-certfile', 'vgca-sub-1.pem'],
      ...['-passout', `pass:${pin}`, '-out', `${name}.p12`],
    );
    return join(this.folder, `${name}.p12`);
  }

  /** Revokes what `issue` made under this name; others learn it from the list that `publish` makes. */
  async revoke(name: string): Promise<void> {
    await this.#openssl('ca', '-config', 'openssl.cnf', '-revoke', `${name}.pem`);
  }

  /** The list of revoked certificates as of now, DER, and that of the root above. */
  async publish(): Promise<{ readonly issuing: string; readonly root: string }> {
    await this.#openssl('ca', '-config', 'openssl.cnf', '-gencrl', '-out', 'sub.crl.pem');
    await this.#openssl('crl', '-in', 'sub.crl.pem', '-outform', 'DER', '-out', 'sub.crl');
    await this.#openssl(
      ...['ca', '-config', 'openssl.cnf', '-gencrl', '-keyfile', 'root-g1.key', '-cert', 'vgca-root-g1.pem'],
      ...['-out', 'root.crl.pem'],
    );
    await this.#openssl('crl', '-in', 'root.crl.pem', '-outform', 'DER', '-out', 'root.crl');
    return { issuing: join(this.folder, 'sub.crl'), root: join(this.folder, 'root.crl') };
  }

  /** A certificate for the web server, with its key. */
  async web(host: string): Promise<{ readonly certificate: string; readonly key: string; readonly root: string }> {
    await this.#key('web');
    await this.#openssl('req', '-new', '-key', 'web.key', '-subj', `/CN=${host}`, '-out', 'web.csr');
    await appendFile(join(this.folder, 'openssl.cnf'), `\n[web]\nsubjectAltName = DNS:${host}\n`);
    await this.#sign('web.csr', 'web.pem', 'web', ['root-g2.key', 'vgca-root-g2.pem'], 365);
    const file = (name: string) => join(this.folder, name);
    return { certificate: file('web.pem'), key: file('web.key'), root: file('vgca-root-g2.pem') };
  }

  async read(name: string): Promise<Buffer> {
    return await readFile(join(this.folder, name));
  }

  async #key(name: string): Promise<void> {
    await this.#openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${name}.key`);
  }

  async #sign(request: string, out: string, extensions: string, [key = '', by = '']: string[], days: number) {
    await this.#openssl(
      ...['x509', '-req', '-in', request, '-CA', by, '-CAkey', key, '-CAcreateserial', '-days', String(days)],
      ...['-extfile', 'openssl.cnf', '-extensions', extensions, '-out', out],
    );
  }

  async #openssl(...args: string[]): Promise<void> {
    await run('openssl', args, { cwd: this.folder });
  }
}

/** As `openssl ca` takes it. */
function daysFromNow(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

const configuration = (folder: string): string => `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuer]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[person]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[machine]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[list]
authorityKeyIdentifier = keyid
[ca]
default_ca = sub
[sub]
dir = ${folder}
database = ${folder}/index.txt
new_certs_dir = ${folder}/new
rand_serial = yes
unique_subject = no
default_md = sha256
default_crl_days = 30
crl_extensions = list
crlnumber = ${folder}/crlnumber
certificate = ${folder}/vgca-sub-1.pem
private_key = ${folder}/sub.key
policy = any
[any]
countryName = optional
localityName = optional
organizationName = optional
organizationalUnitName = optional
commonName = supplied
userId = optional
`;
