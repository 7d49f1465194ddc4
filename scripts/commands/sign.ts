import { z } from 'zod';
import { holderOf } from '../../server/pdf-signatures/crypto/certificates/certificate-holder.ts';
import { certificatesFromPem, derBlocks } from '../../server/pdf-signatures/crypto/certificates/trust-list.ts';
import { signWithKey, suiteFor } from '../../server/pdf-signatures/crypto/signature-suite.ts';
import {
  firstOf,
  revocationClient,
  revocationInFiles,
} from '../../server/pdf-signatures/produce/authority/revocation-client.ts';
import { timestampClient } from '../../server/pdf-signatures/produce/authority/timestamp-client.ts';
import { readyToSign } from '../../server/pdf-signatures/produce/rewrite-pdf.ts';
import { type SignToLevel, signToLevel } from '../../server/pdf-signatures/produce/sign-to-level.ts';
import { signerText } from '../../server/pdf-signatures/produce/signer-text.ts';
import type { Command } from '../../server/platform/start/command.ts';
import { chooseField, type PlaceOnPage } from '../choose-field.ts';
import { openKeyFile } from '../open-key-file.ts';
import { readNamedFile } from '../read-named-file.ts';
import { badArguments, signAFile, writeWhole } from '../sign-a-file.ts';

/** Signs one PDF file with a key file, without a deployment; every refusal has its sentence and its exit code. */
export const command: Command = {
  usage:
    'FILE --p12 P12 --pin-file F --out OUT [--level B|T|LT|LTA] [--tsa URL,…] [--certs A.pem,…] [--crls a.crl|URL,…] [--ocsps a.ors|URL,…] [--field NAME] [--visible page,x,y,w,h] [--certify 1|2|3] [--rsa pkcs1|pss] [--json]',
  summary: 'Ký số một tệp PDF bằng tệp khoá .p12.',
  run: (args, context) => signAFile(args, context, schema, sign),
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

async function sign(file: string, options: Options): Promise<string> {
  if (options.level !== 'B' && options.tsa.length === 0) throw badArguments(`--level ${options.level} cần --tsa URL`);
  const now = new Date();
  const certificates = (await blocksOf(options.certs, certificatesFromPem)).flat();
  const opened = { p12: options.p12, pinFile: options['pin-file'] };
  const { key, certificate, chain } = await openKeyFile(opened, certificates, now);
  const { commonName } = holderOf(certificate);
  const pdf = await readyToSign(await readNamedFile(file));
  const suite = suiteFor(certificate, options.rsa);
  const field = await chooseField(pdf, options.field, options.visible);
  const request: SignToLevel = {
    ...field,
    certificate,
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
