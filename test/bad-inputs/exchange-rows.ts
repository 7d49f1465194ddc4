import { createHmac, randomBytes } from 'node:crypto';
import { acceptMessage } from '../../server/exchange/door/accept-message.ts';
import { type DocumentMessage, messageBytes } from '../../server/exchange/messages/message.ts';
import type { Receipt } from '../../server/exchange/messages/receipt.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError, statusOfKind } from '../../server/platform/errors.ts';
import type { StoredFile } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { enrolCertificate } from '../../server/signing/certificates/enrol-certificate.ts';
import { agencyCertificates } from '../../server/signing/certificates/store.ts';
import { signAsSystem } from '../../server/signing/keys/system-signature.ts';
import { type BadInput, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';

const DAY_MS = 24 * 3600_000;

/** What a door without a route answers: the status its refusal would have. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '200';
  } catch (error) {
    if (error instanceof DomainError) return `${statusOfKind[error.kind]} ${error.code}`;
    throw error;
  }
}

interface Offer {
  readonly over?: Partial<DocumentMessage>;
  /** Key of the agency whose system key signs. */
  readonly by?: string;
  readonly brought?: (office: Office) => readonly StoredFile[];
}

const files = (office: Office) => office.papers().envelope.files;

/** Brings a message like the one that came, changed so and signed anew. */
const offer =
  ({ over = {}, by = 'snv', brought = files }: Offer) =>
  async (office: Office) => {
    const bytes = messageBytes({ ...office.papers().envelope, messageId: newId(), ...over } as DocumentMessage);
    const signature = await signAsSystem(office.province.agency(by).id, bytes);
    return await outcome(acceptMessage({ content: bytes, signature, files: brought(office) }));
  };

/** Brings the message as it came, with this for its signature. */
const withSignature = (make: (bytes: Uint8Array) => Uint8Array) => (office: Office) => {
  const bytes = messageBytes({ ...office.papers().envelope, messageId: newId() });
  return outcome(acceptMessage({ content: bytes, signature: make(bytes), files: files(office) }));
};

const withMain = (lie: (main: DocumentMessage['files'][number]) => object) => async (office: Office) => {
  const [main] = files(office);
  if (!main) return 'no file';
  return await offer({ over: { files: [{ ...main, ...lie(main) }] } })(office);
};

const give =
  (over: (told: Receipt) => Partial<Receipt>, by = 'skhcn') =>
  async (office: Office) => {
    const { receipt, ...message } = office.papers().receipt;
    const bytes = messageBytes({ ...message, messageId: newId(), receipt: { ...receipt, ...over(receipt) } });
    const signature = await signAsSystem(office.province.agency(by).id, bytes);
    return await outcome(acceptMessage({ content: bytes, signature, files: [] }));
  };

const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
const jws = (header: object) => () => Buffer.from(`${Buffer.from(JSON.stringify(header)).toString('base64url')}..AAAA`);

/** Rows 83 to 94: what comes from other deployments. */
export const exchangeRows: readonly BadInput[] = [
  {
    row: 83,
    to: 'exchange in',
    input: 'no signature, another algorithm or key than the enrolled one',
    promised: '401 signature-invalid (E)',
    ways: [
      way(
        'none',
        withSignature(() => new Uint8Array()),
        '401 signature-invalid',
        { event: 'signature-invalid of a message' },
      ),
      way('`alg: none`', withSignature(jws({ alg: 'none' })), '401 signature-invalid'),
      way(
        '`kid` as an address',
        withSignature(jws({ alg: 'RS256', kid: 'https://evil.example/key' })),
        '401 signature-invalid',
      ),
      way(
        'HMAC',
        withSignature((bytes) => createHmac('sha256', 'public key').update(bytes).digest()),
        '401 signature-invalid',
      ),
      way(
        'noise',
        withSignature(() => randomBytes(2_000)),
        '401 signature-invalid',
      ),
      way(
        'of other bytes',
        (office) => withSignature(() => office.papers().envelopeSignature)(office),
        '401 signature-invalid',
      ),
    ],
  },
  {
    ...{
      row: 84,
      to: 'exchange in',
      input: 'addressed to an agency that is not here',
      promised: '403 wrong-audience (E)',
    },
    ways: [
      way('signed well', offer({ over: { recipient: { code: 'H98.01', name: 'Tỉnh khác' } } }), '403 wrong-audience', {
        event: 'wrong-audience of a message',
      }),
    ],
  },
  {
    ...{ row: 85, to: 'exchange in', input: 'from agency A, claims to be B', promised: '403 sender-mismatch (E)' },
    ways: [
      way('signed by A', offer({ by: 'thanhbinh' }), '403 sender-mismatch', {
        event: 'sender-mismatch of a message',
      }),
    ],
  },
  {
    ...{
      row: 86,
      to: 'exchange in',
      input: 'exact replay',
      promised: '200 or 202 with the stored receipt, nothing new',
    },
    ways: [
      way(
        'the bytes that came',
        (office) => {
          const { envelopeBytes: bytes, envelopeSignature: signature } = office.papers();
          return outcome(acceptMessage({ content: bytes, signature, files: [] }));
        },
        '200',
      ),
    ],
  },
  {
    ...{ row: 87, to: 'exchange in', input: 'the same id, another digest', promised: '409 message-id-conflict (E)' },
    ways: [
      way(
        'another subject',
        (office) => {
          const { messageId, document } = office.papers().envelope;
          return offer({ over: { messageId, document: { ...document, subject: 'Nội dung khác' } } })(office);
        },
        '409 message-id-conflict',
        { event: 'message-id-conflict of a message' },
      ),
    ],
  },
  {
    row: 88,
    to: 'exchange in',
    input: '`sentAt` a day ahead, nine days ago, three days ago',
    promised: '400 clock-skew; 400 message-expired; 200: the receiver was away',
    ways: [
      way('a day ahead', (office) => offer({ over: { sentAt: fromNow(DAY_MS) } })(office), '400 clock-skew'),
      way(
        'nine days ago',
        (office) => offer({ over: { sentAt: fromNow(-9 * DAY_MS) } })(office),
        '400 message-expired',
      ),
      way('three days ago', (office) => offer({ over: { sentAt: fromNow(-3 * DAY_MS) } })(office), '200', {
        stores: true,
      }),
    ],
    notYet: 'that of the attempt (`created`): `test/platform/partners/attempts.test.ts`',
  },
  {
    row: 89,
    to: 'exchange in',
    input: 'attachment missing, extra, swapped, of a false size',
    promised: '422 attachment-mismatch',
    ways: [
      way('missing', offer({ brought: () => [] }), '422 attachment-mismatch'),
      way(
        'extra',
        offer({ brought: (office) => [...files(office), { sha256: '0'.repeat(64), size: 1 }] }),
        '422 attachment-mismatch',
      ),
      way(
        'swapped',
        withMain(() => ({ sha256: '0'.repeat(64) })),
        '422 attachment-mismatch',
      ),
      way(
        'of a false size',
        withMain(({ size }) => ({ size: size + 1 })),
        '422 attachment-mismatch',
      ),
    ],
  },
  {
    row: 90,
    to: 'exchange in',
    input: 'a receipt for an unknown message, of another agency, contradicting an earlier one',
    promised: '404, 403, 409 (E)',
    ways: [
      way(
        'unknown message',
        give(({ of }) => ({ of: { ...of, messageId: newId() } })),
        '404 receipt-of-nothing',
        { event: 'receipt-of-nothing of a message' },
      ),
      way(
        'signed by a third agency',
        give(() => ({ sequence: 9, code: '06' }), 'thanhbinh'),
        '403 sender-mismatch',
      ),
      way(
        'the same number with other words',
        give(() => ({ by: 'Người khác' })),
        '409 receipt-conflict',
        { event: 'receipt-conflict of a message' },
      ),
      way(
        'for other bytes',
        give(({ of }) => ({ sequence: 9, code: '06', of: { ...of, messageSha256: '0'.repeat(64) } })),
        '409 receipt-for-other-bytes',
        { event: 'receipt-for-other-bytes of a message' },
      ),
    ],
  },
  {
    ...{
      row: 91,
      to: 'exchange in',
      input: 'more messages a minute than a partner may send',
      promised: '429 and Retry-After; others unaffected',
    },
    ways: [],
    notYet: 'sent by `test/exchange/door-over-http.test.ts`, as two deployments',
  },
  {
    ...{
      row: 92,
      to: 'exchange in',
      input: 'answers to our sending: 100 MB, 1 byte a second, redirects, HTML',
      promised: 'failed or unknown, tried again; nothing followed',
    },
    ways: [],
    notYet: 'sent by `test/platform/outbound` and `test/exchange/https-carrier.test.ts`, whose servers answer so',
  },
  {
    ...{ row: 93, to: 'partner admin', input: 'addresses that lead inside', promised: '422 endpoint-forbidden (E)' },
    ways: [],
    notYet:
      'refused when it is asked (`test/platform/outbound`), not yet when the list is taken in; authorities of timestamps and revocation are asked by allowed hosts only (`test/pdf-signatures/produce/authority/authority-access.test.ts`)',
  },
  {
    ...{ row: 94, to: 'partner admin', input: 'a certificate that serves another agency', promised: '409' },
    ways: [
      ...ways(
        { 'its system key for another agency': 'skhcn', 'for another purpose': 'snv' },
        (key) => enrolledAgain(key),
        '409 certificate-in-use',
      ),
    ],
    notYet:
      'of a directory’s list: `test/exchange/directory/versions/directory-list.test.ts` (`directory-ambiguous`); today the command line enrols, by the same act',
  },
];

/** Enrols the system certificate of Sở Nội vụ once more, for this agency or as a seal. */
function enrolledAgain(key: string) {
  return async (office: Office) => {
    const known = await readOne(agencyCertificates, { agencyId: office.province.agency('snv').id, purpose: 'system' });
    const certificate = Buffer.from(known?.certificate ?? '', 'base64');
    const purpose = key === 'snv' ? 'seal' : 'system';
    const actor = systemActor(office.province.agency(key).id);
    return await outcome(inTransaction(actor, (tx) => enrolCertificate(tx, { purpose, certificate })));
  };
}
