import { dayInVietnam } from '../../server/platform/calendar.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { incomingContract } from '../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { signingContract } from '../../server/signing/contract.ts';
import { ask, pathOf } from '../support/ask.ts';
import { aKey } from '../support/identity.ts';
import { beginBody, begunSignature, openKey } from '../support/letters.ts';
import { type BadInput, way, ways } from './bad-input.ts';
import type { Asked, Office } from './office.ts';
import { answerOf, pointersOf } from './wire.ts';

/** Registers a document with these fields changed. */
const registering =
  (over: object = {}, asked: Partial<Asked> = {}) =>
  async (office: Office) =>
    await office.ask({ path: '/incoming', body: await office.registering(over), ...asked });

const keyed = (key: string): Partial<Asked> => ({ headers: { 'Idempotency-Key': key } });
const onceUsed = keyed(aKey()['Idempotency-Key']);
const today = () => dayInVietnam(new Date());
const daysFromNow = (days: number) => dayInVietnam(new Date(Date.now() + days * 24 * 3600_000));

/** Rows 37 to 45: numbers are given once, to what may have one, and stay. */
export const registerRows: readonly BadInput[] = [
  {
    ...{ row: 37, to: 'register', input: 'no subject, no date, no issuer', promised: '422 with a pointer for each' },
    ways: [
      way(
        'all three',
        async (office) => {
          const body = await office.registering({ subject: undefined, issuedOn: undefined, issuer: undefined });
          const got = await office.get({ path: '/incoming', body });
          return `${answerOf(got)} ${pointersOf(got).sort().join(' ')}`;
        },
        '422 required /body/issuedOn /body/issuer /body/subject',
      ),
    ],
  },
  {
    row: 38,
    to: 'register',
    input: 'a number given by the client',
    promised: '422 (unless a historical import)',
    ways: ways(
      { 'arrival number': { arrivalNumber: 7 }, number: { number: 7 }, register: { registerId: 'x' } },
      (over) => registering(over),
      '422 unknown-property',
    ),
  },
  {
    row: 39,
    to: 'register',
    input: 'an arrival in the future, or before the paper was issued',
    promised: '422 date-out-of-range; 409 register-closed',
    ways: [
      way(
        'tomorrow',
        async (office) => await registering({ arrivedOn: daysFromNow(1) })(office),
        '422 date-out-of-range',
      ),
      way(
        'before its issue',
        registering({ issuedOn: '2026-11-18', arrivedOn: '2026-11-17' }),
        '422 date-out-of-range',
      ),
      way(
        'issued tomorrow',
        async (office) => await registering({ issuedOn: daysFromNow(1) })(office),
        '422 date-out-of-range',
      ),
    ],
  },
  {
    ...{ row: 40, to: 'register', input: 'a closed register', promised: '409 register-closed' },
    ways: [way('closed twice', closedTwice, '409 register-closed', { stores: true })],
  },
  {
    row: 41,
    to: 'register',
    input: 'the same Idempotency-Key and body, in turn and in parallel',
    promised: '201 once, then the same answer (a header says so)',
    ways: [
      way('in turn', (office) => repeated(office, false), '201 and 7 replays of one number', { stores: true }),
      way('in parallel', (office) => repeated(office, true), '201 and 7 replays of one number', { stores: true }),
    ],
  },
  {
    ...{
      row: 42,
      to: 'register',
      input: 'the same key, another body',
      promised: '201, then 422 idempotency-conflict (E)',
    },
    ways: [
      way('the first', registering({}, onceUsed), '201', { stores: true }),
      way('another body', registering({ subject: 'Một văn bản khác' }, onceUsed), '422 idempotency-conflict', {
        event: 'idempotency-conflict POST /incoming',
      }),
    ],
  },
  {
    ...{ row: 43, to: 'register', input: 'key missing, 1 MB, with CRLF', promised: '400' },
    ways: [
      way('missing', withoutKey, '400 idempotency-key-missing'),
      way('7 letters', registering({}, keyed('a'.repeat(7))), '400 idempotency-key-malformed'),
      way('201 letters', registering({}, keyed('a'.repeat(201))), '400 idempotency-key-malformed'),
      way('with a space', registering({}, keyed('a key with spaces')), '400 idempotency-key-malformed'),
      way('cut by CRLF', cutKey, '400 idempotency-key-malformed'),
      way('20 KB', registering({}, keyed('a'.repeat(20_000))), '431 headers-too-large'),
    ],
    differs: 'a key of 1 MB is more than all headers together may be (row 15)',
  },
  {
    row: 44,
    to: 'register',
    input: 'a number that is to be void',
    promised: '200: it stays, void, with its reason, and is never given again',
    ways: [way('asked by one, agreed by another', voided, '200 voided, the next number follows', { stores: true })],
  },
  {
    ...{
      row: 45,
      to: 'register',
      input: 'renumber, delete, change after the number',
      promised: '409 or 403 immutable (E)',
    },
    ways: [
      way('change', changeIssued, '409 immutable', { event: 'immutable PUT /outgoing/:documentId' }),
      ...ways(
        { delete: 'DELETE', renumber: 'PATCH', 'change of what came in': 'PUT' },
        (method) => (office) =>
          office.ask({ method, path: `/incoming/${office.papers().incoming.id}`, body: { number: 1 } }),
        '405 method-not-allowed',
      ),
    ],
    differs: 'there is no act that deletes or renumbers, and none that changes what came in: 405',
  },
];

async function closedTwice(office: Office): Promise<string> {
  const { clerk } = office.bureau();
  const { id: registerId } = await ask(clerk, booksContract.openRegister, {
    body: {
      year: Number(today().slice(0, 4)),
      title: 'Sổ thông báo',
      takes: { what: 'types', typeCodes: ['thong-bao'] },
    },
  });
  const path = pathOf(booksContract.closeRegister, { registerId }).replace('/api', '');
  await office.ask({ path, body: { version: 1 } });
  return await office.ask({ path, body: { version: 2 } });
}

async function repeated(office: Office, isParallel: boolean): Promise<string> {
  const body = await office.registering();
  const key = aKey();
  const once = () => office.get({ path: '/incoming', body, headers: key });
  const all = isParallel ? await Promise.all(Array.from({ length: 8 }, once)) : [];
  while (all.length < 8) all.push(await once());
  const numbers = new Set(all.map(({ text }) => JSON.parse(text).arrivalNumber));
  const replays = all.filter(({ headers }) => headers['idempotency-replayed'] === 'true');
  return `${[...new Set(all.map(answerOf))].join(' ')} and ${replays.length} replays of ${numbers.size === 1 ? 'one number' : 'many'}`;
}

async function withoutKey(office: Office): Promise<string> {
  const { Cookie } = office.headersOf('clerk');
  return await office.raw(
    `POST /api/incoming HTTP/1.1\r\nHost: localhost\r\nCookie: ${Cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  );
}

async function cutKey(office: Office): Promise<string> {
  const { Cookie } = office.headersOf('clerk');
  const key = 'Idempotency-Key: cut\r\nX-Rest: off';
  return await office.raw(
    `POST /api/incoming HTTP/1.1\r\nHost: localhost\r\nCookie: ${Cookie}\r\n${key}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  );
}

async function voided(office: Office): Promise<string> {
  const { clerk, leader } = office.bureau();
  const wrong = await ask(clerk, incomingContract.registerIncoming, { body: (await office.registering()) as never });
  const params = { documentId: wrong.id };
  const reason = 'Đăng ký nhầm văn bản';
  const { version } = await ask(clerk, incomingContract.requestVoidIncoming, {
    params,
    body: { version: wrong.version, reason },
  });
  const path = pathOf(incomingContract.voidIncoming, params).replace('/api', '');
  const answer = await office.ask({ as: 'leader', path, body: { version } });
  const after = await ask(leader, incomingContract.getIncoming, { params });
  const next = await ask(clerk, incomingContract.registerIncoming, { body: (await office.registering()) as never });
  const follows = next.arrivalNumber === wrong.arrivalNumber + 1 && after.voidRequest?.reason === reason;
  return `${answer} ${after.state}, ${follows ? 'the next number follows' : 'the number was given again'}`;
}

async function changeIssued(office: Office): Promise<string> {
  const { id, version } = office.papers().issued;
  return await office.ask({
    ...{ as: 'drafter', method: 'PUT', path: `/outgoing/${id}`, headers: { 'If-Match': `"${version}"` } },
    body: {
      typeCode: 'cong-van',
      subject: 'về việc khác',
      signerPositionId: office.province.actor('giamdoc', 'snv').positionId,
      recipients: [{ name: 'Nơi nhận ngoài danh bạ', paperCopies: 1 }],
      letter: { body: 'Nội dung khác.' },
    },
  });
}

/** Begins the signature of the submitted letter. */
const begin =
  (as: 'leader' | 'deputy', over: object = {}) =>
  async (office: Office) => {
    const { shown } = office.papers();
    const body = { ...beginBody(shown, await openKey(office.bureau().leader)), ...over };
    return await office.ask({ as, path: `/outgoing/${shown.id}/signatures`, body });
  };

/** Rows 46 to 49: whose signature, and over what. */
export const signRows: readonly BadInput[] = [
  {
    ...{ row: 46, to: 'sign', input: 'another file or version than the one shown', promised: '409 version-changed' },
    ways: [
      way('another file', begin('leader', { fileSha256: '0'.repeat(64) }), '409 version-changed'),
      way('another version', begin('leader', { version: 99 }), '409 version-changed'),
    ],
  },
  {
    row: 47,
    to: 'sign',
    input: 'not the signer it names, a position that has ended, one’s own draft',
    promised: '403 (E)',
    ways: [
      way('another leader', begin('deputy'), '403 not-yours', {
        event: 'not-yours POST /outgoing/:documentId/signatures',
      }),
      way('one’s own draft', ownDraft, '201', { stores: true }),
    ],
    differs:
      'a leader may sign what he wrote himself. Nghị định 30/2020 gives the draft to whoever is charged with it (Điều 10) and the signature to a position (Điều 13), and forbids nobody to be both; in a commune the chairman writes many of his letters. The log names drafter and signer, and the number is given by a clerk',
    notYet:
      'delegations come with processes; that a position which has ended does nothing any more is in `test/identity/sessions/sign-in.test.ts`',
  },
  {
    ...{ row: 48, to: 'sign', input: 'a second-factor code used twice', promised: '401 code-used (E)' },
    ways: [],
    notYet: 'there is no second factor; numbering and sealing ask for the password again',
  },
  {
    ...{ row: 49, to: 'sign', input: 'twice in parallel', promised: 'one 200, one 409' },
    ways: [way('the same session with two keys', signedTwice, '200, 409 signature-completed', { stores: true })],
  },
];

async function ownDraft(office: Office): Promise<string> {
  const { leader } = office.bureau();
  const { shown } = office.papers();
  const body = {
    typeCode: 'thong-bao',
    subject: 'về việc tự soạn',
    signerPositionId: shown.signer.positionId,
    recipients: [{ name: 'Nơi nhận ngoài danh bạ', paperCopies: 1 }],
    letter: { body: 'Nội dung do người ký soạn.' },
  };
  const { id: documentId, version } = await ask(leader, outgoingContract.createDraft, { body });
  await ask(leader, outgoingContract.submitDraft, { params: { documentId }, body: { version } });
  await office.province.work();
  const own = await ask(leader, outgoingContract.getOutgoing, { params: { documentId } });
  return await office.ask({
    ...{ as: 'leader', path: `/outgoing/${documentId}/signatures` },
    body: beginBody(own, await openKey(leader)),
  });
}

async function signedTwice(office: Office): Promise<string> {
  const { leader } = office.bureau();
  const { params, body } = await begunSignature(leader, office.papers().shown);
  const path = pathOf(signingContract.completeSignature, params).replace('/api', '');
  const both = await Promise.all([1, 2].map(() => office.ask({ as: 'leader', path, body })));
  return both.sort().join(', ');
}
