import { type BadInput, byText, way, ways } from './bad-input.ts';
import type { Asked, Office } from './office.ts';

const list =
  (search: string, over: Partial<Asked> = {}) =>
  (office: Office) =>
    office.ask({ method: 'GET', path: `/incoming?${search}`, ...over });

/** Rows 21 to 28: what no list and no search takes. */
export const listRows: readonly BadInput[] = [
  {
    ...{ row: 21, to: 'list, search', input: 'a parameter twice', promised: '400 repeated-parameter' },
    ways: [way('two states', list('state=registered&state=done'), '400 repeated-parameter')],
  },
  {
    ...{
      row: 22,
      to: 'list, search',
      input: 'filters, orders and fields of a database',
      promised: '422 unknown-parameter',
    },
    ways: ways(
      byText(['filter[$ne]=1', 'sort=-password', 'sort=$natural', 'fields=passwordHash']),
      (search) => list(search),
      '422 unknown-parameter',
    ),
  },
  {
    ...{ row: 23, to: 'list, search', input: 'too many rows, or none', promised: '422' },
    ways: [
      ...ways(byText(['limit=1000000', 'limit=-1', 'limit=9e15']), (search) => list(search), '422 invalid-value'),
      ...ways(byText(['limit=0', 'limit=201']), (search) => list(search), '422 out-of-range'),
      ...ways(byText(['page=-1', 'offset=9e15']), (search) => list(search), '422 unknown-parameter'),
    ],
  },
  {
    ...{ row: 24, to: 'list, search', input: 'forged or foreign cursor', promised: '400 bad-cursor' },
    ways: [
      way('made up', list('cursor=AAAA'), '400 bad-cursor'),
      way(
        'one letter changed',
        cursor((next) => `/incoming?limit=1&cursor=${next.slice(0, -1)}_`),
        '400 bad-cursor',
      ),
      way(
        'of another list',
        cursor((next) => `/outgoing?limit=1&cursor=${next}`),
        '400 bad-cursor',
      ),
      way(
        'of another filter',
        cursor((next) => `/incoming?limit=1&q=so&cursor=${next}`),
        '400 bad-cursor',
      ),
      way(
        'of another person',
        cursor((next) => `/incoming?limit=1&cursor=${next}`, 'leader'),
        '400 bad-cursor',
      ),
    ],
  },
  {
    ...{ row: 25, to: 'search', input: 'patterns that never end', promised: '200: text is a literal' },
    ways: [
      ...ways(
        { '`(a+)+$`': '(a+)+$', '500 letters of `.*`': `${'.*'.repeat(249)}x` },
        (pattern) => list(`q=${encodeURIComponent(pattern)}`),
        '200',
      ),
      way('5,000 letters', list(`q=${encodeURIComponent('.*'.repeat(2_500))}`), '422 too-long'),
    ],
    differs: 'a search has at most 500 letters; what is longer is not looked for',
  },
  {
    ...{ row: 26, to: 'search', input: '10,000 words', promised: '422' },
    ways: [
      way('31', list(`q=${Array.from({ length: 31 }, (_, at) => `a${at}`).join('+')}`), '422 too-many-words'),
      way('5,000', list(`q=${'a+'.repeat(5_000)}`), '422 too-long'),
      way('10,000', list(`q=${'a+'.repeat(10_000)}`), '431 headers-too-large'),
    ],
    differs: '10,000 words are longer than the header section may be (row 15)',
  },
  {
    ...{
      row: 27,
      to: 'search',
      input: 'a word of hidden documents only',
      promised: '200, empty, count 0, no facet, no suggestion',
    },
    ways: [
      way('by who takes no part', whatIsFound('head'), '200 {"items":[],"next":null,"total":0,"capped":false}'),
      way('by another agency', whatIsFound('stranger'), '200 {"items":[],"next":null,"total":0,"capped":false}'),
    ],
  },
  {
    ...{ row: 28, to: 'search', input: 'dates that are none', promised: '422' },
    ways: [
      way('`from=10000-01-01`', list('from=10000-01-01'), '422 invalid-request'),
      way('reversed', list('from=2026-02-01&to=2026-01-01'), '422 date-out-of-range'),
      ...ways(byText(['from=0000-01-01', 'from=1899-12-31']), (search) => list(search), '422 date-out-of-range'),
      ...ways(
        byText(['from=2026-02-30', 'from=2026-01-01T24:00', 'from=2026-01-01%2B14:00']),
        (search) => list(search),
        '422 invalid-value',
      ),
    ],
  },
];

/** Asks with a cursor that a clerk was given for the list of incoming documents. */
function cursor(path: (next: string) => string, as: 'clerk' | 'leader' = 'clerk') {
  return async (office: Office) => {
    const { text } = await office.get({ method: 'GET', path: '/incoming?limit=1' });
    const { next } = JSON.parse(text);
    return await office.ask({ as, method: 'GET', path: path(String(next)) });
  };
}

function whatIsFound(as: 'head' | 'stranger') {
  return async (office: Office) => {
    const { status, text } = await office.get({
      as,
      method: 'GET',
      path: `/incoming?q=${encodeURIComponent('tình hình')}`,
    });
    return `${status} ${text}`;
  };
}
