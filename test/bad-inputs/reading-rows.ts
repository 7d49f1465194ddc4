import { type BadInput, byText, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';
import { answerOf } from './wire.ts';

const file = (headers: Readonly<Record<string, string>>) => async (office: Office) => {
  const { id, files } = office.papers().incoming;
  const got = await office.get({ method: 'GET', path: `/incoming/${id}/files/${files[0]?.id}`, headers });
  const size = files[0]?.size ?? 0;
  if (got.status === 200 && got.text.length === size) return '200 whole';
  const isLast = got.status === 206 && got.headers['content-range'] === `bytes ${size - 1}-${size - 1}/${size}`;
  return isLast && got.text.length === 1 ? '206 last byte' : answerOf(got);
};

/** Rows 95 to 99: reading the log, its proofs, live news and files. */
export const readingRows: readonly BadInput[] = [
  {
    ...{ row: 95, to: 'audit API', input: 'write, delete, turned order, foreign agency', promised: '405, 422 or 404' },
    ways: [
      way('POST', (office) => office.ask({ as: 'admin', path: '/log/events' }), '405 method-not-allowed'),
      way(
        'DELETE',
        (office) => office.ask({ as: 'admin', method: 'DELETE', path: '/log/events' }),
        '405 method-not-allowed',
      ),
      ...ways(
        byText(['before=abc', 'before=-1']),
        (search) => (office) => office.ask({ as: 'admin', method: 'GET', path: `/log/events?${search}` }),
        '422 invalid-value',
      ),
      way(
        'agency',
        (office) => office.ask({ as: 'admin', method: 'GET', path: '/log/events?agencyId=x' }),
        '422 unknown-parameter',
      ),
      way('from > to', proof('consistency?from=3&to=2'), '422 out-of-range'),
      way(
        'a log of nobody',
        (office) => office.ask({ method: 'GET', path: '/log/trees/nobody/head' }),
        '404 not-found',
      ),
    ],
  },
  {
    ...{
      row: 96,
      to: 'proof API',
      input: 'index beyond the size, size 0 or beyond the head, no integers',
      promised: '422',
    },
    ways: [
      ...ways(
        byText([
          'inclusion?index=2&size=2',
          'inclusion?index=0&size=0',
          'inclusion?index=0&size=99999999',
          'consistency?from=0&to=1',
          'consistency?from=1&to=99999999',
        ]),
        proof,
        '422 out-of-range',
      ),
      ...ways(
        byText([
          'inclusion?index=1.5&size=2',
          'inclusion?index=-1&size=2',
          'inclusion?index=1e0&size=2',
          'inclusion?index=&size=2',
          'inclusion?index=0x1&size=2',
        ]),
        proof,
        '422 invalid-value',
      ),
      way('no numbers', proof('inclusion'), '422 required'),
    ],
  },
  {
    row: 97,
    to: 'live news',
    input: 'another site, no session, WebSocket, more streams than one person has pages',
    promised: '403, 401; capped',
    ways: [
      way(
        'foreign Origin',
        (office) => office.ask({ method: 'GET', path: '/events', headers: { Origin: 'https://evil.example' } }),
        '403 cross-site',
        { event: 'cross-site GET /events' },
      ),
      way('no session', (office) => office.ask({ as: 'nobody', method: 'GET', path: '/events' }), '401 not-signed-in'),
    ],
    notYet:
      'there is no WebSocket, so no frames; that the oldest stream of a person ends with the ninth is in `test/platform/edge/live.test.ts`',
  },
  {
    ...{
      row: 98,
      to: 'files',
      input: '`Range` of a thousand parts, negative, past the end',
      promised: '416, 206 with the last byte, or 200 with the whole file',
    },
    ways: [
      way('a thousand parts', file({ Range: `bytes=0-0${',2-2'.repeat(1_000)}` }), '200 whole'),
      way('−1', file({ Range: 'bytes=-1' }), '206 last byte'),
      way('past the end', file({ Range: 'bytes=99999999-' }), '416 range-not-satisfiable'),
    ],
  },
  {
    ...{ row: 99, to: 'conditional', input: '`If-None-Match` for a hidden document', promised: '404' },
    ways: ways(
      { 'its version': '"1"', anything: '*' },
      (tag) => (office) =>
        office.ask({
          as: 'head',
          method: 'GET',
          path: `/outgoing/${office.papers().draft.id}`,
          headers: { 'If-None-Match': tag },
        }),
      '404 not-found',
    ),
  },
  {
    ...{ row: 100, to: 'static', input: 'what lies beside the pages', promised: '404' },
    ways: ways(
      byText(['/.env', '/.git/config', '/server/', '/server/main.ts', '/assets/index.js.map', '/package.json']),
      (path) => (office) => office.raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
      '404 not-found',
    ),
  },
];

/** A proof of the log of Sở Nội vụ. */
function proof(search: string) {
  return (office: Office) =>
    office.ask({ as: 'nobody', method: 'GET', path: `/log/trees/${office.province.agency('snv').id}/${search}` });
}
