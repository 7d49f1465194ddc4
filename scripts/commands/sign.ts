import { createPrivateKey } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../server/platform/errors.ts';
import type { Command, CommandContext } from '../../server/platform/start/command.ts';
import { holderOf, requireSigningCertificate } from '../../server/signing/crypto/certificate-holder.ts';
import { openPkcs12 } from '../../server/signing/crypto/pkcs12.ts';
import { signWithKey, suiteFor } from '../../server/signing/crypto/signature-suite.ts';
import { certificatesFromPem, derBlocks } from '../../server/signing/crypto/trust-list.ts';
import { signerText } from '../../server/signing/produce/appearance.ts';
import { firstOf, revocationClient, revocationInFiles } from '../../server/signing/produce/revocation-client.ts';
import { type SignToLevel, signToLevel } from '../../server/signing/produce/sign-to-level.ts';
import { timestampClient } from '../../server/signing/produce/timestamp-client.ts';
import { readyToSign } from '../../server/signing/rewrite-pdf.ts';
import { wholeChain } from '../../server/signing/whole-chain.ts';
import { chooseField, type PlaceOnPage } from '../choose-field.ts';
import { readOptionsAndFiles } from '../options.ts';
import { readNamedFile } from '../read-named-file.ts';
import { exitCodeOf, sentenceOf } from '../sign-refusals.ts';

/** Signs one PDF file with a key file, without a deployment; every refusal has its sentence and its exit code. */
export const command: Command = {
  usage:
    'FILE --p12 P12 --pin-file F --out OUT [--level B|T|LT|LTA] [--tsa URL,…] [--certs A.pem,…] [--crls a.crl|URL,…] [--ocsps a.ors|URL,…] [--field NAME] [--visible page,x,y,w,h] [--certify 1|2|3] [--rsa pkcs1|pss] [--json]',
  summary: 'Ký số một tệp PDF bằng tệp khoá .p12.',
  run: signFile,
};

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter(Boolean));

const schema = z.object({
  p12: z.string(),
  'pin-file': z.string(),
  out: z.string(),
  level: z.enum(['B', 'T', 'LT', 'LTA']).default('B'),
  tsa: list,
  certs: list,
  crls: list,
  ocsps: list,
  field: z.string().optional(),
  visible: z
    .string()
    .regex(/^\d+(,\d+(\.\d+)?){4}$/, 'page,x,y,w,h')
    .transform((text): PlaceOnPage => {
      const [page = 0, x = 0, y = 0, width = 0, height = 0] = text.split(',').map(Number);
      return { page, rectangle: { x, y, width, height } };
    })
    .optional(),
  certify: z
    .enum(['1', '2', '3'])
    .transform((text): 1 | 2 | 3 => (text === '1' ? 1 : text === '2' ? 2 : 3))
    .optional(),
  rsa: z.enum(['pkcs1', 'pss']).default('pkcs1'),
});

type Options = z.output<typeof schema> & { readonly json: boolean };

async function signFile(args: readonly string[], { print }: CommandContext): Promise<number> {
  const asJson = args.includes('--json');
  try {
    const { options, files } = readOptionsAndFiles(args, schema);
    const [file, ...more] = files;
    if (file === undefined || more.length > 0) throw badArguments('Cho biết đúng một tệp PDF');
    print(await sign(file, options));
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const sentence = sentenceOf(error);
    if (asJson) print(JSON.stringify({ error: { code: error.code, detail: sentence } }));
    else process.stderr.write(`✗ ${sentence}\n`);
    return exitCodeOf(error);
  }
}

async function sign(file: string, options: Options): Promise<string> {
  if (resolve(file) === resolve(options.out)) throw badArguments('--out phải là một tệp khác với tệp được ký');
  if (options.level !== 'B' && options.tsa.length === 0) throw badArguments(`--level ${options.level} cần --tsa URL`);
  const now = new Date();
  const pin = (await readNamedFile(options['pin-file'])).toString('utf8').replace(/\r?\n$/, '');
  const opened = await openPkcs12(await readNamedFile(options.p12), pin);
  requireSigningCertificate(opened.certificate, now);
  const key = createPrivateKey({ key: Buffer.from(opened.privateKey), format: 'der', type: 'pkcs8' });
  opened.privateKey.fill(0);
  const certificates = (await blocksOf(options.certs, certificatesFromPem)).flat();
  const chain = wholeChain(opened, certificates);
  const { commonName } = holderOf(opened.certificate);
  const pdf = await readyToSign(await readNamedFile(file));
  const suite = suiteFor(opened.certificate, options.rsa);
  const field = await chooseField(pdf, options.field, options.visible);
  const request: SignToLevel = {
    ...field,
    certificate: opened.certificate,
    chain,
    signingTime: now,
    scheme: options.rsa,
    appearance: signerText(commonName, now),
    sign: (attributes) => signWithKey(suite, key, attributes),
    ...(options.certify === undefined ? {} : { certify: options.certify }),
  };
  const { level } = options;
  const signed =
    level === 'B'
      ? await signToLevel(pdf, request)
      : await signToLevel(pdf, request, {
          level,
          services: await servicesOf(options, [...certificates, ...chain], now),
        });
  await writeWhole(options.out, signed);
  if (options.json) return JSON.stringify({ file, out: options.out, field: field.field, level, signer_cn: commonName });
  return `${options.out}: ${commonName} đã ký, mức B-${level}.`;
}

const badArguments = (detail: string): DomainError => new DomainError('malformed', 'bad-arguments', detail);

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

const blocksOf = <T>(names: readonly string[], read: (bytes: Buffer) => T): Promise<T[]> =>
  Promise.all(names.map(async (name) => read(await readNamedFile(name))));

/** Files given count first; addresses given are asked for what they do not know. */
async function servicesOf(options: Options, certificates: readonly Uint8Array[], at: Date) {
  const { crls, ocsps } = options;
  const files = (names: readonly string[]): string[] => names.filter((name) => !isUrl(name));
  const inFiles = revocationInFiles({
    crls: (await blocksOf(files(crls), (bytes) => derBlocks(bytes, 'X509 CRL'))).flat(),
    ocsps: (await blocksOf(files(ocsps), (bytes) => derBlocks(bytes, 'OCSP RESPONSE'))).flat(),
  });
  const online = revocationClient({ ocspUrls: ocsps.filter(isUrl), crlUrls: crls.filter(isUrl) });
  return {
    timestamp: timestampClient({ urls: options.tsa }),
    revocation: firstOf([inFiles, online]),
    certificates,
    at,
  };
}

/** The file appears whole or not at all. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    throw new DomainError('malformed', 'file-not-writable', `Không ghi được tệp ${path}`, { cause });
  }
}
