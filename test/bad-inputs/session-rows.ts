import { identityContract } from '../../server/identity/contract.ts';
import { ask } from '../support/ask.ts';
import { anEmployee, testPassword } from '../support/identity.ts';
import { type BadInput, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';
import { answerOf, type Got } from './wire.ts';

const signIn = (username: string, password: unknown) => (office: Office) =>
  office.get({ as: 'nobody', path: '/session', body: { username, password } });
const signingIn = (username: string, password: unknown) => async (office: Office) =>
  answerOf(await signIn(username, password)(office));

const said = ({ status, headers, text }: Got) =>
  JSON.stringify([status, headers['content-length'], text.replace(/"instance":"[^"]*"/, '')]);
const whoAmI = (cookie: string) => (office: Office) =>
  office.ask({ as: 'nobody', method: 'GET', path: '/session', headers: { Cookie: cookie } });
const cookieIn = ({ headers }: Got) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

/** Rows 75 to 82: who one is. */
export const sessionRows: readonly BadInput[] = [
  {
    ...{ row: 75, to: 'sign-in', input: 'wrong password; unknown name', promised: '401, the same body' },
    ways: [
      way(
        'both',
        async (office) => {
          const wrong = await signIn('chuyenvien.snv', 'sai-mat-khau-roi')(office);
          const unknown = await signIn('khong-co-ai', 'sai-mat-khau-roi')(office);
          return said(wrong) === said(unknown) ? answerOf(wrong) : 'told apart';
        },
        '401 sign-in-failed',
      ),
    ],
  },
  {
    ...{ row: 76, to: 'sign-in', input: 'a password that is no text, or 1 MB', promised: '422 (no hashing)' },
    ways: [
      ...ways(
        { '`{"$ne":null}`': { $ne: null }, 'an array': ['a'], 'a number': 7 } as const,
        (password) => signingIn('vanthu.snv', password),
        '422 type-mismatch',
        { event: 'type-mismatch POST /session' },
      ),
      way('1,001 letters', signingIn('vanthu.snv', 'a'.repeat(1_001)), '422 too-long'),
      way('1 MB', signingIn('vanthu.snv', 'a'.repeat(1_000_000)), '413 too-large'),
    ],
    differs: '1 MB is more than any JSON body may have (row 4)',
  },
  {
    row: 77,
    to: 'sign-in',
    input: '20 wrong tries',
    promised: '429 and Retry-After; others and the account elsewhere go on',
    ways: [
      way('of one account', tooManyTries, '10 × 401, 10 × 429 with Retry-After, then another: 201', { stores: true }),
    ],
    differs: 'the first ten are answered 401; many at once are in `test/identity/sessions/sign-in.test.ts`',
  },
  {
    ...{ row: 78, to: 'session', input: 'a cookie from before the sign-in', promised: 'a new id at sign-in' },
    ways: [
      way(
        'made up',
        async (office) => {
          const before = 'vanban=s%3Achosen-by-an-attacker.AAAA';
          const got = await office.get({
            ...{ as: 'nobody', path: '/session', headers: { Cookie: before } },
            body: { username: 'vanthu.thanhbinh', password: testPassword },
          });
          const isNew = cookieIn(got) !== '' && cookieIn(got) !== before;
          return `${answerOf(got)} ${isNew ? 'a new cookie' : 'the old one'}, ${await whoAmI(before)(office)} for the old one`;
        },
        '201 a new cookie, 401 not-signed-in for the old one',
      ),
    ],
    differs: 'the old cookie is worth nothing: 401',
  },
  {
    ...{ row: 79, to: 'session', input: 'after sign-out, change of password, a locked account', promised: '401' },
    ways: [
      way(
        'sign-out',
        ended(
          async (office, cookie) =>
            void (await office.ask({ as: 'nobody', method: 'DELETE', path: '/session', headers: { Cookie: cookie } })),
        ),
        '401 not-signed-in',
        { stores: true },
      ),
      way('a new password in another browser', ended(changedElsewhere), '401 not-signed-in', { stores: true }),
      way('locked by an administrator', ended(lockedOut), '401 not-signed-in', { stores: true }),
    ],
  },
  {
    ...{ row: 80, to: 'session', input: 'a cookie that was tampered with, or two of the name', promised: '401' },
    ways: [
      way(
        'tampered',
        async (office) => await whoAmI(`${office.headersOf('clerk').Cookie?.slice(0, -2)}zz`)(office),
        '401 not-signed-in',
      ),
      way(
        'a bad one before a good one',
        async (office) => await whoAmI(`vanban=s%3Aother.AAAA; ${office.headersOf('clerk').Cookie}`)(office),
        '401 not-signed-in',
      ),
      way(
        'the name for https, over http',
        async (office) => await whoAmI(`__Host-${office.headersOf('clerk').Cookie}`)(office),
        '401 not-signed-in',
      ),
    ],
  },
  {
    row: 81,
    to: 'CSRF',
    input: 'what a page of another site makes a browser send; a form; GET with effect',
    promised: '403 cross-site, 415, 405 (E)',
    ways: [
      ...ways<Readonly<Record<string, string>>>(
        {
          'Sec-Fetch-Site': { 'Sec-Fetch-Site': 'cross-site' },
          Origin: { Origin: 'https://evil.example' },
          'Origin null': { Origin: 'null' },
        },
        (headers) => (office) => office.ask({ path: '/incoming', headers, body: {} }),
        '403 cross-site',
        { event: 'cross-site POST other' },
      ),
      way(
        'a form as text/plain',
        (office) => office.ask({ path: '/incoming', headers: { 'Content-Type': 'text/plain' }, body: '{}' }),
        '415 unsupported-media-type',
      ),
      way(
        'GET with effect',
        (office) => office.ask({ method: 'GET', path: '/session/password' }),
        '405 method-not-allowed',
      ),
    ],
  },
  {
    row: 82,
    to: 'first-administrator link',
    input: 'made up, or when there is an administrator',
    promised: '410 or 400; the link has the configured host',
    ways: [
      way(
        'made up',
        (office) => office.ask({ as: 'nobody', path: '/first-administrator', body: firstAdministrator }),
        '410 administrator-exists',
      ),
    ],
    notYet:
      'links to reset a password: administrators give start passwords; used, ended and forged links, and their host, are in `test/identity/deployment/deployment.test.ts`',
  },
];

const firstAdministrator = {
  token: 'a'.repeat(43),
  username: 'ke.la',
  fullName: 'Kẻ Lạ',
  password: 'mot-mat-khau-dai-vua-du',
  agency: { code: 'H99.77', name: 'Sở Lạ', symbol: 'SL', place: 'Sao Mai' },
};

async function tooManyTries(office: Office): Promise<string> {
  const { person } = await anEmployee({ id: office.province.agency('snv').id }, ['specialist']);
  const all: Got[] = [];
  for (let count = 0; count < 20; count += 1) all.push(await signIn(person.username, 'sai-mat-khau-roi')(office));
  const statuses = all.map(({ status }) => status);
  const later = all.slice(10).every(({ headers }) => Number(headers['retry-after']) > 0);
  const another = await signingIn('vanthu.thanhbinh', testPassword)(office);
  const count = (status: number) => statuses.filter((one) => one === status).length;
  return `${count(401)} × 401, ${count(429)} × 429 ${later ? 'with' : 'without'} Retry-After, then another: ${another}`;
}

/** A person signs in, something happens, and the cookie is asked what it is still worth. */
function ended(happens: (office: Office, cookie: string, person: { id: string; username: string }) => Promise<void>) {
  return async (office: Office) => {
    const { person } = await anEmployee({ id: office.province.agency('snv').id }, ['specialist']);
    const cookie = cookieIn(await signIn(person.username, testPassword)(office));
    if ((await whoAmI(cookie)(office)) !== '200') return 'never signed in';
    await happens(office, cookie, person);
    return await whoAmI(cookie)(office);
  };
}

async function changedElsewhere(office: Office, _cookie: string, { username }: { username: string }): Promise<void> {
  const elsewhere = cookieIn(await signIn(username, testPassword)(office));
  await office.ask({
    ...{ as: 'nobody', path: '/session/password', headers: { Cookie: elsewhere } },
    body: { current: testPassword, next: 'mot-mat-khau-hoan-toan-moi' },
  });
}

async function lockedOut(office: Office, _cookie: string, { id }: { id: string }): Promise<void> {
  const admin = await office.province.signIn('quantri', 'snv');
  await ask(admin, identityContract.disablePerson, { params: { personId: id }, body: { reason: 'Nghỉ việc' } });
}
