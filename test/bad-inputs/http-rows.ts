import { type BadInput, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';

const head = (line: string, ...headers: string[]) => [line, 'Host: localhost', ...headers, '', ''].join('\r\n');
const raw = (bytes: string) => (office: Office) => office.raw(bytes);
const rawToItsEnd = (bytes: string) => (office: Office) => office.rawToItsEnd(bytes);
const post = (...headers: string[]) => head('POST /api/session HTTP/1.1', 'Content-Type: application/json', ...headers);
const inChunks = (encoding: string, ...chunks: string[]) =>
  `${post(`Transfer-Encoding: ${encoding}`)}${chunks.map((chunk) => `${chunk}\r\n`).join('')}0\r\n\r\n`;

/** Rows 15 to 20, 97 and 100: what no request may be, whatever it asks for. */
export const httpRows: readonly BadInput[] = [
  {
    ...{ row: 15, to: 'any', input: 'header section beyond 16 KB', promised: '431' },
    ways: ways(
      {
        'one long header': head('GET /healthz HTTP/1.1', `X-Long: ${'a'.repeat(17_000)}`),
        'a long target': head(`GET /healthz?${'a'.repeat(17_000)} HTTP/1.1`),
        'behind the body': `${post('Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`,
        '101 short ones': head('GET /healthz HTTP/1.1', ...Array.from({ length: 100 }, () => 'X:')),
      },
      raw,
      '431 headers-too-large',
    ),
  },
  {
    row: 16,
    to: 'any',
    input:
      'two lengths, length and chunks, bare CR, folded header, and whatever else two servers could read as two requests',
    promised: '400, connection closed',
    ways: ways(
      {
        'length and chunks': `${post('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
        'two lengths': `${post('Content-Length: 4', 'Content-Length: 5')}{}{}`,
        'one length twice': `${post('Content-Length: 2', 'Content-Length: 2')}{}`,
        'two in one header': `${post('Content-Length: 2, 2')}{}`,
        ...Object.fromEntries(
          ['-2', '+2', '0x2', '', '1'.padEnd(23, '0')].map((length) => [
            `a length of “${length}”`,
            `${post(`Content-Length: ${length}`)}{}`,
          ]),
        ),
        'chunks twice': inChunks('chunked, chunked', '2', '{}'),
        'packed chunks': inChunks('gzip, chunked', '2', '{}'),
        'packed, and no chunks': inChunks('gzip', '2', '{}'),
        'chunks that are none': inChunks('xchunked', '2', '{}'),
        'chunks in HTTP/1.0': inChunks('chunked', '2', '{}').replace('HTTP/1.1', 'HTTP/1.0'),
        'a chunk that is longer': inChunks('chunked', '1', '{}'),
        'a chunk of no size': inChunks('chunked', 'zz', '{}'),
        'a chunk of 16 EB and more': inChunks('chunked', '1'.padEnd(18, '0'), '{}'),
        'bare CR': post('X-Odd: a\rb', 'Content-Length: 0'),
        'bare LF': post('Content-Length: 0').replaceAll('\r\n', '\n'),
        'folded header': post('X-Odd: a\r\n b', 'Content-Length: 0'),
        'a space before the colon': `${post('Content-Length : 2')}{}`,
        'a header without a colon': post('Odd', 'Content-Length: 0'),
        NUL: post('X-Odd: a\0b', 'Content-Length: 0'),
        'a space in the target': head('GET /healthz HTTP/1.1 HTTP/1.1'),
        'HTTP/0.9': 'GET /healthz\r\n\r\n',
        'HTTP/2.0': head('GET /healthz HTTP/2.0'),
        'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      },
      rawToItsEnd,
      '400 malformed-request',
    ),
  },
  {
    ...{ row: 17, to: 'any', input: 'unknown method, TRACE', promised: '405 or 501 with Allow' },
    ways: [
      way('TRACE', raw(head('TRACE /api/incoming HTTP/1.1')), '405 method-not-allowed'),
      ...ways(
        {
          STEAL: head('STEAL /api/incoming HTTP/1.1'),
          CONNECT: head('CONNECT evil.example:443 HTTP/1.1'),
          get: head('get /api/incoming HTTP/1.1'),
          'TLS where there is none': '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03',
        },
        rawToItsEnd,
        '501 method-unknown',
      ),
      way(
        'DELETE where it is not offered',
        (office) => office.ask({ method: 'DELETE', path: '/incoming' }),
        '405 method-not-allowed',
      ),
    ],
  },
  {
    row: 18,
    to: 'any',
    input: '`Host` of another name, missing or twice, absolute target, `X-Forwarded-For` of a peer that is not trusted',
    promised: '400 or 421; the real peer counts',
    ways: [
      way(
        'another name',
        (office) => office.ask({ method: 'GET', path: '/incoming', headers: { Host: 'evil.example' } }),
        '421 misdirected-request',
      ),
      ...ways(
        {
          'no name': 'GET /api/incoming HTTP/1.1\r\n\r\n',
          'no name for a health check': 'GET /healthz HTTP/1.1\r\n\r\n',
          'two names': head('GET /api/incoming HTTP/1.1', 'Host: evil.example'),
          'the same name twice': head('GET /api/incoming HTTP/1.1', 'Host: localhost'),
        },
        raw,
        '400 malformed-request',
      ),
      ...ways(
        {
          'an empty name': 'GET /api/incoming HTTP/1.1\r\nHost:\r\n\r\n',
          'no name in HTTP/1.0': 'GET /api/incoming HTTP/1.0\r\n\r\n',
          'names in a list': 'GET /api/incoming HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n',
          'a name with a user': 'GET /api/incoming HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n',
        },
        raw,
        '421 misdirected-request',
      ),
      way('absolute target', raw(head('GET http://evil.example/api/incoming HTTP/1.1')), '400 malformed-path'),
      way(
        'absolute target of a health check',
        raw(head('GET http://evil.example/healthz HTTP/1.1')),
        '400 malformed-path',
      ),
      way('eleven wrong passwords, each said to come from elsewhere', guessesFromElsewhere, '429 too-many-tries'),
    ],
    differs:
      'what a forged `X-Forwarded-For` could gain is more tries of a password, so that is what is tried: 429 (row 77)',
  },
  {
    ...{
      row: 19,
      to: 'any',
      input: 'a path that leaves the tree, cannot be decoded or is none',
      promised: '400 or 404',
    },
    ways: [
      ...ways(
        {
          '%00': '/a%00b',
          '%E0%A4%A': '/%E0%A4%A',
          'overlong UTF-8': '/%c0%ae%c0%ae/',
          'in the API': '/api/incoming/%E0%A4%A',
          '`*`': '*',
          'with a fragment': '/api/incoming#a',
        },
        (path) => raw(head(`GET ${path} HTTP/1.1`)),
        '400 malformed-path',
      ),
      way('/%2e%2e/', raw(head('GET /%2e%2e/etc/passwd HTTP/1.1')), '404 not-found'),
    ],
  },
  {
    ...{ row: 20, to: 'any', input: '10,000 query parameters', promised: '400' },
    ways: [
      way('101', (office) => office.ask({ method: 'GET', path: `/incoming?${many(101)}` }), '400 too-many-parameters'),
      way(
        '2,000',
        (office) => office.ask({ method: 'GET', path: `/incoming?${many(2_000)}` }),
        '400 too-many-parameters',
      ),
      way(
        '10,000',
        (office) => office.ask({ method: 'GET', path: `/incoming?${many(10_000)}` }),
        '431 headers-too-large',
      ),
    ],
    differs: '10,000 parameters are longer than the header section may be (row 15)',
  },
];

const many = (count: number): string => Array.from({ length: count }, (_, at) => `a${at}=1`).join('&');

/** Whoever believed the header would let each of these be the first try of somebody else. */
async function guessesFromElsewhere(office: Office): Promise<string> {
  const answers: string[] = [];
  for (let last = 1; last <= 11; last += 1) {
    const headers = { 'X-Forwarded-For': `198.51.100.${last}` };
    const body = { username: 'khong-co-nguoi-nay', password: 'mot-mat-khau-doan-mo' };
    answers.push(await office.ask({ as: 'nobody', path: '/session', headers, body }));
  }
  return answers.at(-1) ?? '';
}
