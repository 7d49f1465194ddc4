import { gzipSync } from 'node:zlib';
import { type BadInput, way, ways } from './bad-input.ts';
import type { Asked, Office } from './office.ts';

const register = '/incoming';

/** Sends this body to an act of legal effect. */
const post =
  (body: unknown, over: Partial<Asked> = {}) =>
  (office: Office) =>
    office.ask({ path: register, body, ...over });

/** The body of a good registration with these members added, as the text it travels as. */
const withMember =
  (member: string, over: Partial<Asked> = {}) =>
  async (office: Office) => {
    const good = JSON.stringify(await office.registering());
    return await office.ask({ path: register, body: `${good.slice(0, -1)},${member}}`, ...over });
  };

/** A good registration with this subject. */
const about = (subject: unknown) => async (office: Office) =>
  await office.ask({ path: register, body: await office.registering({ subject }) });

const chunked = (office: Office) => {
  const { Cookie, 'Idempotency-Key': key } = office.headersOf('clerk');
  const head = `POST /api${register} HTTP/1.1\r\nHost: localhost\r\nCookie: ${Cookie}\r\nIdempotency-Key: ${key}\r\n`;
  const chunk = `${(300_000).toString(16)}\r\n${'a'.repeat(300_000)}\r\n`;
  return office.raw(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`);
};
const typed = (type: string): Partial<Asked> => ({ headers: { 'Content-Type': type } });

/** Rows 1 to 14: what no JSON of the API may be. */
export const jsonRows: readonly BadInput[] = [
  {
    ...{ row: 1, to: 'any JSON', input: 'truncated JSON', promised: '400 malformed-json' },
    ways: [way('an object', post('{"subject": "Công'), '400 malformed-json')],
  },
  {
    ...{ row: 2, to: 'any JSON', input: 'empty body with JSON type', promised: '400 malformed-json' },
    ways: [way('no bytes', post('', typed('application/json')), '400 malformed-json')],
  },
  {
    ...{ row: 3, to: 'any JSON', input: '100,000 nested `[`', promised: '400 too-deep' },
    ways: [way('arrays', post('['.repeat(100_000)), '400 too-deep')],
  },
  {
    ...{ row: 4, to: 'any JSON', input: '2 MB where 256 KB is the cap', promised: '413 too-large' },
    ways: [
      way('declared', post({ subject: 'a'.repeat(2_000_000) }), '413 too-large'),
      way('chunked', chunked, '413 too-large'),
    ],
  },
  {
    ...{ row: 5, to: 'any JSON', input: 'wrong or missing content type', promised: '415 unsupported-media-type' },
    ways: ways(
      {
        'text/plain': 'text/plain',
        'a form': 'application/x-www-form-urlencoded',
        JSON5: 'application/json5',
        none: '',
      },
      (type) => post('{"subject":"a"}', typed(type)),
      '415 unsupported-media-type',
    ),
  },
  {
    ...{ row: 6, to: 'any JSON', input: '`charset=utf-7`, byte order mark, invalid UTF-8', promised: '415 or 400' },
    ways: [
      way('utf-7', post('{"subject":"a"}', typed('application/json; charset=utf-7')), '415 unsupported-media-type'),
      way('byte order mark', post('\ufeff{"subject":"a"}'), '400 malformed-json'),
      way('Latin-1', post(Buffer.from('{"subject":"Công văn"}', 'latin1')), '400 malformed-json'),
    ],
  },
  {
    ...{ row: 7, to: 'any JSON', input: 'a name twice in one object', promised: '400 duplicate-key' },
    ways: [
      way('the same', withMember('"subject":"b"'), '400 duplicate-key'),
      way('written as an escape', withMember('"s\\u0075bject":"b"'), '400 duplicate-key'),
    ],
  },
  {
    row: 8,
    to: 'any JSON of the API',
    input: 'a property nobody asked for',
    promised: '422 unknown-property, nothing assigned (E)',
    ways: ways(
      Object.fromEntries(
        ['"isAdmin":true', '"number":1', '"state":"signed"', '"agencyId":"x"'].map((member) => [member, member]),
      ),
      (member) => withMember(member),
      '422 unknown-property',
      { event: 'unknown-property POST /incoming' },
    ),
  },
  {
    row: 9,
    to: 'any JSON',
    input: '`__proto__`, `constructor.prototype`',
    promised: '422; `({}).x` stays undefined (E)',
    ways: ways(
      {
        '`__proto__`': '"__proto__":{"x":1}',
        'the same as an escape': '"\\u005f_proto__":{"x":1}',
        'constructor.prototype': '"constructor":{"prototype":{"x":1}}',
      },
      (member) => async (office) => {
        const answer = await withMember(member, { path: '/outgoing' })(office);
        return 'x' in {} ? 'Object.prototype was changed' : answer;
      },
      '422 unknown-property',
      { event: 'unknown-property POST /outgoing' },
    ),
  },
  {
    row: 10,
    to: 'any JSON',
    input: 'an operator of MongoDB',
    promised: '422 type-mismatch (E)',
    ways: [
      way('`{"$gt":""}` for a text', about({ $gt: '' }), '422 type-mismatch', {
        event: 'type-mismatch POST /incoming',
      }),
      ...ways(
        { '`$where`': { $where: '1' }, '`$expr`': { $expr: { $eq: [1, 1] } } },
        (operator) => post({ username: 'a', password: 'b', ...operator }, { as: 'nobody', path: '/session' }),
        '422 unknown-property',
        { event: 'unknown-property POST /session' },
      ),
    ],
    differs: 'a member that nobody asked for is refused as such, whatever its name (row 8)',
  },
  {
    ...{ row: 11, to: 'any JSON', input: 'numbers that are none, or out of range', promised: '422' },
    ways: [
      way('1e999', withMember('"pageAmount":1e999'), '422 type-mismatch'),
      way('"NaN"', withMember('"pageAmount":"NaN"'), '422 type-mismatch'),
      way('2^53+1', withMember('"pageAmount":9007199254740993'), '422 out-of-range'),
      way('−1', withMember('"pageAmount":-1'), '422 out-of-range'),
      way('−0', withMember('"pageAmount":-0'), '422 out-of-range'),
      way('1.5', withMember('"pageAmount":1.5'), '422 type-mismatch'),
    ],
  },
  {
    row: 12,
    to: 'any JSON',
    input: 'NUL, lone surrogate, U+202E, a run of zero-width joiners',
    promised: '422, or stored in NFC with marks of direction inert',
    ways: [
      ...ways(
        { NUL: '\\u0000', 'lone surrogate': '\\ud800', 'U+202E': '\\u202e', 'U+0007': '\\u0007' },
        (sign) => async (office: Office) => {
          const good = JSON.stringify(await office.registering({ subject: 'a?b' }));
          return await office.ask({ path: register, body: good.replace('a?b', `a${sign}b`) });
        },
        '422 forbidden-character',
      ),
      ...ways(
        {
          'NUL in a code that is looked up': async (office: Office) =>
            await office.ask({ path: register, body: await office.registering({ typeCode: 'cong-van\u0000' }) }),
          'U+202E in a user name': (office: Office) =>
            office.ask({ as: 'nobody', path: '/session', body: { username: 'a\u202eb', password: 'c' } }),
          'NUL in words to search for': (office: Office) => office.ask({ method: 'GET', path: '/incoming?q=a%00b' }),
          'a lone surrogate in a table': (office: Office) => {
            const body = { kind: 'outgoing', year: 2024, title: 'Sổ', csv: 'Số;Ký hiệu\ud800' };
            return office.ask({ path: '/register-imports/check', body });
          },
        },
        (send) => send,
        '422 forbidden-character',
      ),
      way('only joiners', about('\u200d'.repeat(50)), '422 required'),
    ],
  },
  {
    ...{ row: 13, to: 'any JSON', input: '1 MB in a field of 500 letters', promised: '422 too-long' },
    ways: [
      way('501 letters', about('ă'.repeat(501)), '422 too-long'),
      way('200 KB', about('a'.repeat(200_000)), '422 too-long'),
      way('1 MB', about('a'.repeat(1_000_000)), '413 too-large'),
    ],
    differs: '1 MB is more than any JSON body may have (row 4), so nobody looks for its fields',
  },
  {
    ...{ row: 14, to: 'any JSON', input: 'gzip that grows to 1 GB', promised: '413, or 415 while encodings are off' },
    ways: [
      way(
        'any compressed body',
        post(gzipSync('{"subject":"a"}'), { headers: { 'Content-Encoding': 'gzip' } }),
        '415 unsupported-media-type',
      ),
    ],
  },
];
