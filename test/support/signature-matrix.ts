import type { DemoKey } from '../../scripts/demo/authority.ts';
import { formFields } from '../../server/pdf-signatures/pdf/pdf-fields.ts';
import { PDFDocument } from '../../server/pdf-signatures/pdf/pdf-lib.cjs';
import { parsePdf } from '../../server/pdf-signatures/pdf/pdf-update.ts';
import { freeFieldName } from '../../server/pdf-signatures/produce/new-field.ts';
import { raiseLevel } from '../../server/pdf-signatures/produce/raise-level.ts';
import type { SignatureRequest } from '../../server/pdf-signatures/produce/sign-pdf.ts';
import { signToLevel } from '../../server/pdf-signatures/produce/sign-to-level.ts';
import { signerText } from '../../server/pdf-signatures/produce/signer-text.ts';
import { demoServices } from './levels.ts';
import { combinations, pairwise, type Row } from './pairwise.ts';
import { aDemoAuthority, aLetterPdf, aPreparedPdf, leaderName, signingTime, signWith } from './signing.ts';

/* Every way a file of ours can be signed: what independent judges are asked about. */

const factors = {
  level: ['B', 'T', 'LT', 'LTA'],
  key: ['rsa2048', 'rsa3072', 'rsa4096', 'pss', 'p256', 'p384'],
  xref: ['table', 'stream'],
  signatures: [1, 2, 3, 4, 5, 6],
  visible: ['visible', 'invisible'],
  origin: ['prepared', 'unprepared'],
  certified: ['approval', 1, 2, 3],
} as const;

export type SignedWay = Row<typeof factors>;

/**
 * Level 1 certifies that nothing follows (ISO 32000-2 §12.8.2.2); a prepared file has room for an initial, the leader and the seal, and
 * each of them locks it against any more.
 */
const allowed = ({ certified, signatures, origin }: SignedWay): boolean =>
  (certified !== 1 || signatures === 1) && (origin !== 'prepared' || signatures <= 3);

/** Every pair of factors in at most 80 files. */
export const pairwiseWays = (): SignedWay[] => pairwise(factors, allowed);

/** All combinations, some thousands of files. */
export const allWays = (): SignedWay[] => combinations(factors, allowed);

export const nameOfWay = (way: SignedWay): string => Object.values(way).join('-');

let keys: Promise<Record<SignedWay['key'], DemoKey>> | undefined;

/** Made once per run: an RSA key of 4096 bits takes seconds. */
async function makeKeys(): Promise<Record<SignedWay['key'], DemoKey>> {
  const { authority, leader } = await aDemoAuthority();
  const issue = (keyType: 'rsa3072' | 'rsa4096' | 'p256' | 'p384'): Promise<DemoKey> =>
    authority.issue({ purpose: 'person', commonName: leaderName, keyType });
  return {
    rsa2048: leader,
    pss: leader,
    rsa3072: await issue('rsa3072'),
    rsa4096: await issue('rsa4096'),
    p256: await issue('p256'),
    p384: await issue('p384'),
  };
}

/** A file signed that way, by as many signatures as it says, each at its level. */
export async function aFileSigned(way: SignedWay): Promise<Uint8Array> {
  keys ??= makeKeys();
  const key = (await keys)[way.key];
  const scheme = way.key === 'pss' ? 'pss' : 'pkcs1';
  const services = await demoServices();
  let pdf = await startOf(way);
  for (let index = 0; index < way.signatures; index += 1) {
    const request = {
      ...(await fieldFor(pdf, way, index)),
      certificate: key.certificate,
      chain: key.chain,
      signingTime,
      scheme,
      sign: signWith(key, scheme),
      ...(way.visible === 'visible' ? { appearance: signerText(leaderName, signingTime) } : {}),
      ...(index === 0 && way.certified !== 'approval' ? { certify: way.certified } : {}),
    } as const;
    pdf = await signToLevel(pdf, request, way.level === 'B' ? undefined : { level: 'T', services });
  }
  return way.level === 'LT' || way.level === 'LTA' ? await raiseLevel(pdf, way.level, services) : pdf;
}

async function startOf({ origin, xref }: SignedWay): Promise<Uint8Array> {
  const letter = await aLetterPdf({ objectStreams: xref === 'stream' });
  if (origin === 'unprepared') return letter;
  const { pdf } = await aPreparedPdf({ initial: true }, letter);
  if (xref === 'stream') return pdf;
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

/** The next empty field, or a new one: at the foot of the page, or invisible when a certified file has no more room. */
async function fieldFor(
  pdf: Uint8Array,
  { visible, certified }: SignedWay,
  index: number,
): Promise<Pick<SignatureRequest, 'field' | 'newField'>> {
  const fields = formFields(await parsePdf(pdf));
  const empty = fields.find(({ kind, signed }) => kind === 'signature' && !signed);
  if (empty !== undefined) return { field: empty.name };
  const field = freeFieldName(fields);
  if (visible === 'invisible' || (certified !== 'approval' && index > 0)) return { field, newField: {} };
  return { field, newField: { place: { page: 0, rectangle: { x: 40 + 85 * index, y: 40, width: 80, height: 30 } } } };
}
