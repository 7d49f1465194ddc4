import { newId } from '../../server/platform/ids.ts';
import { type BadInput, byText, way, ways } from './bad-input.ts';
import type { Office } from './office.ts';
import { answerOf, type Got } from './wire.ts';

/** Reads what is hidden from them, and what exists nowhere; gives the answer when both are the same in all but the request. */
function asNothing(ask: (office: Office, id: string) => Promise<Got>, idOf: (office: Office) => string) {
  return async (office: Office) => {
    const said = ({ status, headers, text }: Got) => ({
      ...{ status, type: headers['content-type'], length: headers['content-length'] },
      text: text.replaceAll(/"instance":"[^"]*"/g, ''),
    });
    const [hidden, none] = [await ask(office, idOf(office)), await ask(office, newId())];
    const isSame = JSON.stringify(said(hidden)) === JSON.stringify(said(none));
    return isSame ? answerOf(hidden) : `told apart: ${hidden.text} ${none.text}`;
  };
}

const reading = (as: 'head' | 'stranger') => (office: Office, id: string) =>
  office.get({ as, method: 'GET', path: `/incoming/${id}` });
const draftBody = (office: Office) => ({
  typeCode: 'cong-van',
  subject: 'về việc khác',
  signerPositionId: office.province.actor('giamdoc', 'snv').positionId,
  recipients: [{ name: 'Nơi nhận ngoài danh bạ', paperCopies: 1 }],
  letter: { body: 'Nội dung khác.' },
});

const change =
  (as: 'head' | 'leader' | 'drafter', headers: Readonly<Record<string, string>>) => (office: Office, id?: string) =>
    office.get({
      ...{ as, method: 'PUT', path: `/outgoing/${id ?? office.papers().draft.id}`, headers },
      body: draftBody(office),
    });
const changing =
  (...given: Parameters<typeof change>) =>
  async (office: Office) =>
    answerOf(await change(...given)(office));

/** Rows 29 to 36, 98 and 99: ids, versions, many at once. */
export const idRows: readonly BadInput[] = [
  {
    row: 29,
    to: 'read by id',
    input: 'the id of a hidden document, of the same or another agency',
    promised: '404, the same bytes as a missing one (E)',
    ways: (['head', 'stranger'] as const).map((as) =>
      way(
        as === 'head' ? 'by who takes no part' : 'by another agency',
        asNothing(reading(as), (office) => office.papers().incoming.id),
        '404 not-found',
        { event: 'not-found GET /incoming/:documentId' },
      ),
    ),
  },
  {
    ...{ row: 30, to: 'read by id', input: 'ids that are none', promised: '404 or 422, never 500' },
    ways: [
      ...ways(
        byText(['[object Object]', 'a'.repeat(25), 'null', "1' OR '1'='1", '{"$ne":null}']),
        (id) => (office) => office.ask({ method: 'GET', path: `/outgoing/${encodeURIComponent(id)}` }),
        '404 not-found',
      ),
      way(
        '2,000 letters',
        (office) => office.ask({ method: 'GET', path: `/outgoing/${'a'.repeat(2_000)}` }),
        '422 too-long',
      ),
    ],
  },
  {
    ...{ row: 31, to: 'write by id', input: 'a change to a hidden document', promised: '404 (E)' },
    ways: [
      way(
        'PUT',
        asNothing(change('head', { 'If-Match': '"1"' }), (office) => office.papers().draft.id),
        '404 not-found',
        { event: 'not-found PUT /outgoing/:documentId' },
      ),
    ],
  },
  {
    ...{ row: 32, to: 'write by id', input: 'a change to what one may only read', promised: '403 (E)' },
    ways: [
      way('PUT', changing('leader', { 'If-Match': '"1"' }), '403 not-yours', {
        event: 'not-yours PUT /outgoing/:documentId',
      }),
    ],
  },
  {
    ...{
      row: 33,
      to: 'write by id',
      input: 'a version that is no longer so, or none',
      promised: '412; without it 428',
    },
    ways: [
      way('If-Match of another version', changing('drafter', { 'If-Match': '"99"' }), '412 version-changed'),
      way('If-Match of no version', changing('drafter', { 'If-Match': '*' }), '412 version-changed'),
      way('none', changing('drafter', {}), '428 version-required'),
    ],
  },
  {
    ...{ row: 34, to: 'bulk', input: '500 ids, one hidden', promised: '404 or 422 for all; the hidden one untouched' },
    ways: [
      way(
        '20 attachments, one of somebody else',
        (office) => {
          const { uploadId, strangersUploadId } = office.papers();
          const attachmentUploadIds = [...Array.from({ length: 19 }, () => uploadId), strangersUploadId];
          return office.registering({ attachmentUploadIds }).then((body) => office.ask({ path: '/incoming', body }));
        },
        '404 not-found',
      ),
      way(
        '21 attachments',
        (office) => {
          const attachmentUploadIds = Array.from({ length: 21 }, () => office.papers().uploadId);
          return office.registering({ attachmentUploadIds }).then((body) => office.ask({ path: '/incoming', body }));
        },
        '422 too-long',
      ),
    ],
    notYet:
      'acts on many documents at once come with finding them; files beside a document are the only lists of ids today',
  },
  {
    ...{
      row: 35,
      to: 'bulk',
      input: '“all matching” with a changed set',
      promised: 'acts only on the confirmed snapshot, rights for each',
    },
    ways: [],
    notYet: 'no act takes “all matching”; it comes with finding documents',
  },
  {
    ...{ row: 36, to: 'bulk', input: '100,000 ids', promised: '413 or 422' },
    ways: ways(
      { '501 recipients': 501, '5,000': 5_000 },
      (count) => (office) =>
        office.ask({
          as: 'drafter',
          path: '/outgoing',
          body: { ...draftBody(office), recipients: Array.from({ length: count }, () => ({ name: 'a' })) },
        }),
      '422 too-long',
    ).concat([
      way(
        '100,000',
        (office) =>
          office.ask({
            as: 'drafter',
            path: '/outgoing',
            body: { recipients: Array.from({ length: 100_000 }, () => ({ name: 'a' })) },
          }),
        '413 too-large',
      ),
    ]),
  },
];
