import { type BadInput, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';

const head = (line: string, ...headers: string[]) => [line, 'Host: localhost', ...headers, '', ''].join('\r\n');
const raw = (bytes: string) => (office: Office) => office.raw(bytes);
const post = (...headers: string[]) => head('POST /api/session HTTP/1.1', 'Content-Type: application/json', ...headers);

/** Rows 15 to 20, 97 and 100: what no request may be, whatever it asks for. */
export const httpRows: readonly BadInput[] = [
  {
    ...{ row: 15, to: 'any', input: 'header section beyond 16 KB', promised: '431' },
    ways: [
      way(
        'one long header',
        raw(head('GET /healthz HTTP/1.1', `X-Long: ${'a'.repeat(17_000)}`)),
        '431 headers-too-large',
      ),
    ],
  },
  {
    row: 16,
    to: 'any',
    input: 'two lengths, length and chunks, bare CR, folded header',
    promised: '400, connection closed',
    ways: ways(
      {
        'length and chunks': `${post('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
        'two lengths': `${post('Content-Length: 4', 'Content-Length: 5')}{}{}`,
        'bare CR': post('X-Odd: a\rb', 'Content-Length: 0'),
        'folded header': post('X-Odd: a\r\n b', 'Content-Length: 0'),
      },
      raw,
      '400 malformed-request',
    ),
  },
  {
    ...{ row: 17, to: 'any', input: 'unknown method, TRACE', promised: '405 or 501 with Allow' },
    ways: [
      way('TRACE', raw(head('TRACE /api/incoming HTTP/1.1')), '405 method-not-allowed'),
      way('STEAL', raw(head('STEAL /api/incoming HTTP/1.1')), '501 method-unknown'),
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
    input: '`Host` of another name, absolute target, `X-Forwarded-For` of a peer that is not trusted',
    promised: '400 or 421; the real peer counts',
    ways: [
      way(
        'another name',
        (office) => office.ask({ method: 'GET', path: '/incoming', headers: { Host: 'evil.example' } }),
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
    ...{ row: 19, to: 'any', input: 'a path that leaves the tree or cannot be decoded', promised: '400 or 404' },
    ways: [
      ...ways(
        {
          '%00': '/a%00b',
          '%E0%A4%A': '/%E0%A4%A',
          'overlong UTF-8': '/%c0%ae%c0%ae/',
          'in the API': '/api/incoming/%E0%A4%A',
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
