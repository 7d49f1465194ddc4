import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { sampled } from '../support/sampled.ts';
import { type BadInput, way, ways } from './bad-input.ts';
import { type Asked, type Office, SMALL_CAP } from './office.ts';
import { answerOf } from './wire.ts';

/** The least that is taken for a PDF, `size` bytes long. */
function aPdf(size = 200): Buffer {
  const pdf = Buffer.alloc(size, 0x20);
  pdf.write('%PDF-1.7\n');
  pdf.write('\n%%EOF\n', size - 7);
  return pdf;
}

const part = (headers: string, content: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`--b\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')]);
const disposed = (name: string) => `Content-Disposition: form-data; name="file"; filename="${name}"`;
const end = Buffer.from('--b--\r\n');
const form = (content: string | Buffer, name = 'a.pdf'): Buffer => Buffer.concat([part(disposed(name), content), end]);

/** Sends this multipart body to the door for files. */
export const sending =
  (
    body: string | Buffer,
    { type = 'multipart/form-data; boundary=b', ...over }: Partial<Asked> & { type?: string } = {},
  ) =>
  (office: Office) =>
    office.ask({ path: '/uploads', body, ...over, headers: { 'Content-Type': type, ...over.headers } });
export const uploading = (content: string | Buffer, name?: string, over: Partial<Asked> = {}) =>
  sending(form(content, name), over);

const small: Partial<Asked> = { to: 'small' };
const malformed = { event: 'malformed-multipart POST /uploads' };

function headOf(
  office: Office,
  who: 'clerk' | 'nobody',
  server: 'small' | 'hasty' | 'house',
  ...headers: string[]
): string {
  const { Cookie } = office.headersOf(who, server);
  const session = Cookie === undefined ? [] : [`Cookie: ${Cookie}`];
  const fixed = ['Host: localhost', ...session, 'Content-Type: multipart/form-data; boundary=b'];
  return ['POST /api/uploads HTTP/1.1', ...fixed, ...headers, '', ''].join('\r\n');
}

/** Rows 50 to 61: how files arrive. */
export const uploadRows: readonly BadInput[] = [
  {
    ...{ row: 50, to: 'upload', input: 'a `.pdf` that is something else', promised: '422 content-mismatch' },
    ways: ways(
      {
        HTML: '<!doctype html><script>1</script>',
        EXE: 'MZ\u0090',
        SVG: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        script: 'alert(1)',
      },
      (content) => uploading(content),
      '422 content-mismatch',
    ),
  },
  {
    ...{
      row: 51,
      to: 'upload',
      input: 'a PDF that is HTML or a ZIP as well',
      promised: '422, or sent as an inert attachment only',
    },
    ways: [
      way(
        'HTML before it',
        uploading(Buffer.concat([Buffer.from('<html><script>1</script>'), aPdf()])),
        '422 content-mismatch',
      ),
      way(
        'ZIP behind it',
        uploading(Buffer.concat([aPdf(), Buffer.from('504b0506'.padEnd(44, '0'), 'hex')])),
        '422 content-mismatch',
      ),
    ],
  },
  {
    ...{
      row: 52,
      to: 'upload',
      input: '2 GB where 1 MB is the cap; without a length as well',
      promised: '413 early, no temporary file left',
    },
    ways: [
      way(
        'declared',
        (office) => office.raw(headOf(office, 'clerk', 'small', 'Content-Length: 2147483648'), 'small'),
        '413 too-large',
      ),
      way('chunked', endless, '413 too-large'),
    ],
  },
  {
    ...{ row: 53, to: 'upload', input: 'exactly the cap, one byte more, none', promised: '201, 413, 422 empty-file' },
    ways: [
      way('the cap', uploading(aPdf(SMALL_CAP), 'a.pdf', small), '201', { stores: true }),
      way('one more', uploading(aPdf(SMALL_CAP + 1), 'a.pdf', small), '413 too-large'),
      way('none', uploading(''), '422 empty-file'),
    ],
  },
  {
    row: 54,
    to: 'upload',
    input: 'names that are paths, devices, too long, or turn around',
    promised: '201 with a cleaned name, or 422; no path from it; header by RFC 6266',
    ways: ways(
      {
        '../../etc/passwd': '../../etc/passwd',
        'C:\\x': 'C:\\x',
        CON: 'CON',
        '4,000 letters': `${'a'.repeat(4_000)}.pdf`,
        'U+202E': 'a\u202efdp.pdf',
        '%0d%0aX: 1': '%0d%0aX: 1',
      },
      named,
      '201 clean',
      { stores: true },
    ),
  },
  {
    row: 55,
    to: 'upload',
    input: 'boundary missing, empty, long or never coming; parts without a name',
    promised: '400 malformed-multipart',
    ways: [
      ...ways(
        { 'no boundary': '', 'an empty one': '; boundary=', '71 letters': `; boundary=${'b'.repeat(71)}` },
        (boundary) => sending(form(aPdf()), { type: `multipart/form-data${boundary}`, ...small }),
        '400 malformed-multipart',
      ),
      way('cut before its end', sending(form(aPdf()).subarray(0, -4), small), '400 malformed-multipart'),
      way('no part', sending('no part at all', small), '400 malformed-multipart'),
      ...ways(
        { 'no name': '', 'an empty name': ' name="";', 'another name': ' name="other";' },
        (name) =>
          sending(Buffer.concat([part(`Content-Disposition: form-data;${name} filename="a.pdf"`, aPdf()), end]), small),
        '400 malformed-multipart',
      ),
      way(
        'no file name',
        sending(Buffer.concat([part('Content-Disposition: form-data; name="file"', aPdf()), end]), small),
        '400 malformed-multipart',
      ),
    ],
  },
  {
    ...{
      row: 56,
      to: 'upload',
      input: 'fields that would grow arrays, depths or prototypes',
      promised: '400 at once (E)',
    },
    ways: ways(
      {
        'items[4294967294]': 'items[4294967294]',
        'a[b] × 1,000': `a${'[b]'.repeat(1_000)}`,
        '__proto__[x]': '__proto__[x]',
      },
      (name) =>
        sending(
          Buffer.concat([
            part(`Content-Disposition: form-data; name="${name}"`, '1'),
            part(disposed('a.pdf'), aPdf()),
            end,
          ]),
        ),
      '400 malformed-multipart',
      malformed,
    ),
  },
  {
    ...{ row: 57, to: 'upload', input: '10,000 parts, part headers beyond 8 KB, two files', promised: '400 or 413' },
    ways: [
      way(
        '10,000 parts',
        sending(
          Buffer.concat([
            ...Array.from({ length: 10_000 }, () => part('Content-Disposition: form-data; name="a"', '1')),
            end,
          ]),
          small,
        ),
        '400 malformed-multipart',
      ),
      way(
        'long part headers',
        sending(Buffer.concat([part(`${disposed('a.pdf')}\r\nX-Long: ${'a'.repeat(9_000)}`, aPdf()), end]), small),
        '400 malformed-multipart',
      ),
      way(
        'two files',
        sending(Buffer.concat([part(disposed('a.pdf'), aPdf()), part(disposed('b.pdf'), aPdf()), end]), small),
        '400 malformed-multipart',
      ),
    ],
  },
  {
    ...{
      row: 58,
      to: 'upload',
      input: 'the client goes away in the midst of it',
      promised: 'descriptors and temporary folder as before',
    },
    ways: [way('20 in turn', brokenOff, 'nothing left')],
    differs: 'nobody is there to be answered; 500 of them in `npm run test:long`',
  },
  {
    ...{ row: 59, to: 'upload, any', input: 'a byte now and then', promised: '408, cut after the deadline' },
    ways: [
      way('a file, with a deadline of a fifth of a second', tooSlow, '408 upload-timeout'),
      ...ways(
        {
          'headers that do not end': 'POST /api/session HTTP/1.1\r\nHost: localhost\r\n',
          'JSON that does not end':
            'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
        },
        (bytes) => (office) => office.rawToItsEnd(bytes, 'impatient'),
        '408 request-timeout',
      ),
    ],
  },
  {
    ...{ row: 60, to: 'upload', input: '100 MB without a session', promised: '401 before the body is read' },
    ways: [
      way(
        'declared only',
        (office) => office.raw(headOf(office, 'nobody', 'house', 'Content-Length: 104857600')),
        '401 not-signed-in',
      ),
      way(
        'waiting to be asked for it',
        (office) =>
          office.rawToItsEnd(headOf(office, 'nobody', 'house', 'Content-Length: 104857600', 'Expect: 100-continue')),
        '401 not-signed-in',
      ),
    ],
  },
  {
    ...{ row: 61, to: 'upload', input: 'another digest than announced', promised: '422 digest-mismatch' },
    ways: [
      way(
        'noughts',
        uploading(aPdf(), 'a.pdf', { headers: { 'X-Content-SHA256': '0'.repeat(64) } }),
        '422 digest-mismatch',
      ),
      way(
        'of other bytes',
        uploading(aPdf(), 'a.pdf', { headers: { 'X-Content-SHA256': createHash('sha256').update('b').digest('hex') } }),
        '422 digest-mismatch',
      ),
    ],
  },
];

function endless(office: Office): Promise<string> {
  const body = form(aPdf(SMALL_CAP + 70_000));
  const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
  const head = headOf(office, 'clerk', 'small', 'Transfer-Encoding: chunked');
  return office.raw(Buffer.concat([Buffer.from(head), chunk]), 'small');
}

function named(name: string) {
  return async (office: Office) => {
    const type = 'multipart/form-data; boundary=b';
    const got = await office.get({ path: '/uploads', body: form(aPdf(), name), headers: { 'Content-Type': type } });
    const { uploadId, name: kept } = JSON.parse(Buffer.from(got.text, 'latin1').toString());
    const { headers } = await office.get({ method: 'GET', path: `/uploads/${uploadId}/content` });
    const isClean =
      !/[/\\\r\n\u202e:]/.test(kept) &&
      /^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%!.~-]+$/.test(String(headers['content-disposition']));
    return `${answerOf(got)} ${isClean ? 'clean' : kept}`;
  };
}

/** Half a file, and the connection ends; again and again. */
async function brokenOff(office: Office): Promise<string> {
  const head = headOf(office, 'clerk', 'small', 'Content-Length: 90000');
  const half = Buffer.concat([Buffer.from(head), part(disposed('a.pdf'), aPdf(40_000))]);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const arriving = () => readdir(office.incomingFolder());
  for (const _ of sampled(Array.from({ length: 500 }), 20)) {
    const socket = connect(office.port('small'), '127.0.0.1');
    await new Promise<void>((resolve) => socket.write(half, () => resolve()));
    while ((await arriving()).length === 0) await turn();
    socket.destroy();
    while ((await arriving()).length > 0) await turn();
  }
  return 'nothing left';
}

function tooSlow(office: Office): Promise<string> {
  const head = headOf(office, 'clerk', 'hasty', 'Content-Length: 5000');
  return office.raw(Buffer.concat([Buffer.from(head), part(disposed('a.pdf'), aPdf()).subarray(0, 150)]), 'hasty');
}
