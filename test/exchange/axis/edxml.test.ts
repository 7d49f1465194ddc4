import { createServer } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import {
  EDXML,
  type MessageHeader,
  type MessageStatus,
  type TraceHeaderList,
} from '../../../server/exchange/axis/edxml-form.ts';
import { envelopeOfPacket } from '../../../server/exchange/axis/envelope-of-packet.ts';
import { MOST_PART_BYTES, type Packet, readEdxml } from '../../../server/exchange/axis/read-edxml.ts';
import { documentPacket, statusPacket, traceAttributes } from '../../../server/exchange/axis/write-edxml.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { newId } from '../../../server/platform/ids.ts';
import { aHeader } from '../../support/axis.ts';

const pdf = Buffer.from('%PDF-1.7 mẫu');
const read = (text: string) => readEdxml(Buffer.from(text));
const refusalOf = (bytes: Uint8Array): string => {
  try {
    readEdxml(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

/* Any value that edXML can hold: texts without spaces around them, since nobody tells these from how a file is indented. */
const letters = fc.constantFrom(...'aăâđêôơưẬẾỢz09/.,&<>"\'-_ \n\t🜂]');
const words = fc.array(letters, { maxLength: 20 }).map((all) => all.join('').trim());
const text = words.map((said) => said || null);
const texts = fc.array(
  words.filter((said) => said !== ''),
  { maxLength: 3 },
);
const int = fc.option(fc.integer({ min: -999, max: 999_999 }));
const opt = <T>(one: fc.Arbitrary<T>) => fc.option(one);
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const organ = fc.record({
  ...{ organId: text, organizationInCharge: text, organName: text, organAdd: text },
  ...{ email: text, telephone: text, fax: text, website: text },
});
const responseFor = fc.record({ organId: text, code: text, promulgationDate: text, documentId: text });
const staffInfo = fc.record({ department: text, staff: text, mobile: text, email: text });
const header: fc.Arbitrary<MessageHeader> = fc.record({
  ...{ from: opt(organ), to: many(organ), subject: text, content: text, dueDate: text, documentId: text },
  code: opt(fc.record({ codeNumber: text, codeNotation: text })),
  promulgationInfo: opt(fc.record({ place: text, promulgationDate: text })),
  documentType: opt(fc.record({ type: int, typeDetail: int, typeName: text })),
  signerInfo: opt(fc.record({ competence: text, position: text, fullName: text })),
  toPlaces: opt(fc.record({ place: texts })),
  otherInfo: opt(
    fc.record({
      ...{ priority: int, sphereOfPromulgation: text, typerNotation: text, promulgationAmount: int, pageAmount: int },
      direction: fc.option(fc.boolean()),
      appendixes: opt(fc.record({ appendix: texts })),
    }),
  ),
  ...{ responseFor: many(responseFor), steeringType: int },
});
const bussiness = fc.record({
  ...{ bussinessDocType: int, bussinessDocReason: text, documentId: text, staffInfo: opt(staffInfo), paper: int },
  bussinessDocumentInfo: opt(
    fc.record({
      ...{ documentInfo: int, documentReceiver: int },
      receiverList: opt(fc.record({ receiver: many(fc.record({ receiverType: int, organId: text })) })),
    }),
  ),
  replacementInfoList: opt(
    fc.record({
      replacementInfo: many(fc.record({ documentId: text, organIdList: opt(fc.record({ organId: texts })) })),
    }),
  ),
});
const trace: fc.Arbitrary<TraceHeaderList> = fc
  .record({ traceHeader: many(fc.record({ organId: text, timestamp: text })), bussiness: opt(bussiness) })
  .map((all) => ({ ...traceAttributes, ...all }));
const status: fc.Arbitrary<MessageStatus> = fc.record({
  ...{ responseFor: opt(responseFor), from: opt(organ), staffInfo: opt(staffInfo) },
  ...{ statusCode: text, description: text, timestamp: text },
});
const parts = fc.array(
  fc.record({
    name: words.filter((said) => said !== '' && !/zip$/.test(said)),
    mediaType: fc.constantFrom('application/pdf', 'image/png'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  }),
  { maxLength: 3 },
);

describe('edXML that we write', () => {
  it('is read again field by field, whatever stands in it', () => {
    fc.assert(
      fc.property(header, trace, parts, (said, traced, files) => {
        const contents = files.map(({ bytes }) => bytes);
        const bytes = documentPacket({ header: said, trace: traced, parts: files }, ...contents);
        const found = readEdxml(bytes);
        if (found.kind !== 'document') expect.fail(found.kind);
        expect(found.header).to.deep.equal(said);
        expect(found.trace).to.deep.equal(traced);
        expect(found.files.map(({ name, bytes: content }) => [name, Buffer.from(content)])).to.deep.equal(
          files.map(({ name, bytes: content }) => [name, Buffer.from(content)]),
        );
      }),
    );
  });

  it('tells statuses in the same form', () => {
    fc.assert(
      fc.property(status, trace, (said, traced) => {
        const found = readEdxml(statusPacket({ status: said, trace: traced }));
        expect(found).to.deep.equal({ kind: 'status', status: said, trace: traced, signature: 'none' });
      }),
    );
  });

  it('has the names, prefixes and attributes of the standard, and no signature', () => {
    const [said] = fc.sample(header, { numRuns: 1, seed: 1 });
    const [traced] = fc.sample(trace, { numRuns: 1, seed: 1 });
    if (!said || !traced) expect.fail('nothing to say');
    const packet = documentPacket(
      { header: said, trace: traced, parts: [{ name: 'a.pdf', mediaType: 'application/pdf' }] },
      pdf,
    );
    const xml = Buffer.from(packet).toString();
    expect(xml).to.match(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<edXML xmlns="http:\/\/www.mic.gov.vn\/TBT\/QCVN_102_2016"/,
    );
    expect(xml).to.match(/<edXML:edXMLEnvelope[^>]*><edXML:edXMLHeader><edXML:MessageHeader>/);
    expect(xml).to.match(/<edXML:Reference [^>]*xlink:href="cid:[0-9a-f-]{36}"/);
    expect(xml).to.match(/<AttachmentEncoded><Attachment>.*<ContentId>[0-9a-f]{8}-[^<]*<\/ContentId>/s);
    expect(xml).not.to.match(/Signature|sha1/i);
  });
});

/** A packet as systems shape it: header fields and files as given. */
function packet({ root = `<edXML xmlns="${EDXML}">`, p = '', header: fields = '', more = '', body = '', beside = '' }) {
  const end = /<([\w:]+)/.exec(root)?.[1] ?? 'edXML';
  return `${root}<${p}edXMLEnvelope><${p}edXMLHeader><${p}MessageHeader>${fields}</${p}MessageHeader>${more}</${p}edXMLHeader>
    <${p}edXMLBody>${body}</${p}edXMLBody></${p}edXMLEnvelope>${beside}</${end}>`;
}
const fields = (p = '', id = 'G22,2026/09/30,7816/VPCP-TTĐT') => `
  <${p}From><${p}OrganId>G22</${p}OrganId><${p}OrganName>Văn phòng Chính phủ</${p}OrganName></${p}From>
  <${p}To><${p}OrganId>H99.01</${p}OrganId></${p}To>
  <${p}Code><${p}CodeNumber>7816</${p}CodeNumber><${p}CodeNotation>VPCP-TTĐT</${p}CodeNotation></${p}Code>
  <${p}Subject>V/v liên thông &amp; ký số</${p}Subject><${p}DocumentId>${id}</${p}DocumentId>`;
const manifest = (id: string, p = '') =>
  `<${p}edXMLManifest version="1.0"><${p}Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${id}"><${p}ContentId>${id}</${p}ContentId>
  <${p}AttachmentName>cv.pdf</${p}AttachmentName></${p}Reference></${p}edXMLManifest>`;
const file = (id: string, bytes: Uint8Array = pdf, name = 'cv.pdf') =>
  `<Attachment><ContentType>application/pdf</ContentType><ContentId>${id}</ContentId><AttachmentName>${name}</AttachmentName>
  <ContentTransferEncoded>${Buffer.from(bytes).toString('base64')}</ContentTransferEncoded></Attachment>`;
const files = (...all: string[]) => `<AttachmentEncoded>${all.join('')}</AttachmentEncoded>`;
const plain = { header: fields(), body: manifest('cid:1'), beside: files(file('1')) };
const prefixed = `<edXML:edXML xmlns:edXML="${EDXML}">`;
const signature = (method: string) => `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
  <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#${method}"/><Reference URI=""><DigestMethod
  Algorithm="http://www.w3.org/2000/09/xmldsig#${method.replace('rsa-', '')}"/></Reference></SignedInfo></Signature>`;

/* Shapes found in packets of different makers. */
const shapes: Readonly<Record<string, string>> = {
  'the default namespace': packet(plain),
  'the prefix edXML everywhere': packet({
    ...{ root: prefixed, p: 'edXML:', header: fields('edXML:'), body: manifest('cid:1', 'edXML:') },
    beside: files(file('1')),
  }),
  'a namespace from before the standard': packet({ ...plain, root: '<edXML xmlns="http://www.e-doc.vn/Schema/">' }),
  'no namespace at all': packet({ ...plain, root: '<edXML>' }),
  'a mark of bytes, Windows line ends and a stylesheet': `\ufeff<?xml version="1.0"?>\r\n<?xml-stylesheet href="http://127.0.0.1/a.xsl"?>\r\n${packet(plain).replaceAll('\n', '\r\n')}`,
  'ids with cid: on both sides, and in capitals': packet({
    ...plain,
    body: manifest('cid:AB-1'),
    beside: files(file('cid:ab-1')),
  }),
  'a file in an archive of its own': packet({
    ...plain,
    beside: files(file('1', zipSync({ 'cv.pdf': pdf }), 'cv.pdf.zip')),
  }),
  'files within the envelope, and none named by the body': packet({ ...plain, body: '', beside: '' }).replace(
    '</edXMLEnvelope>',
    `${files(file('1'))}</edXMLEnvelope>`,
  ),
  'an empty part beside the document': packet({
    ...{ ...plain, body: '' },
    beside: files(file('1'), file('2', new Uint8Array(), 'phu-luc.pdf')),
  }),
  'an empty signature, and base64 in lines': packet({
    ...plain,
    more: '<edXML:DigitalSignature xmlns:edXML="x"/>',
  }).replace(/(<ContentTransferEncoded>)(.{8})/, '$1\n$2\r\n  '),
  'a signature by SHA-1': packet({ ...plain, more: signature('rsa-sha1') }),
  'elements nobody knows': packet({ ...plain, header: `${fields()}<Vendor><Subject>khác</Subject></Vendor>` }),
  'UTF-16': packet(plain),
};

describe('edXML of others', () => {
  const bytesOf = (name: string) =>
    name === 'UTF-16'
      ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(shapes[name] ?? '', 'utf16le')])
      : Buffer.from(shapes[name] ?? '');
  const asDocument = (found: Packet) => (found.kind === 'document' ? found : expect.fail(found.kind));

  for (const name of Object.keys(shapes)) {
    it(`is read with ${name}`, () => {
      const found = asDocument(readEdxml(bytesOf(name)));
      expect(found.header).to.deep.include({
        ...{ subject: 'V/v liên thông & ký số', documentId: 'G22,2026/09/30,7816/VPCP-TTĐT' },
        code: { codeNumber: '7816', codeNotation: 'VPCP-TTĐT' },
      });
      expect(found.header.from?.organName).to.equal('Văn phòng Chính phủ');
      expect(found.files.map((one) => [one.name, Buffer.from(one.bytes).toString()])).to.deep.equal([
        ['cv.pdf', pdf.toString()],
      ]);
      expect(found.empty).to.deep.equal(name.startsWith('an empty part') ? ['phu-luc.pdf'] : []);
      expect(found.signature).to.equal(name.includes('SHA-1') ? 'not-judged-sha1' : 'none');
    });
  }

  it('says that a signature is there, and judges none', () => {
    expect(read(packet({ ...plain, more: signature('rsa-sha256') })).signature).to.equal('not-judged');
  });

  it('may name a document in its own way', () => {
    for (const id of ['0f8fad5b-d9cb-469f-a165-70867728950e', 'G22-2026-7816'])
      expect(asDocument(read(packet({ ...plain, header: fields('', id) }))).header.documentId).to.equal(id);
  });

  it('may count its pages wrongly: then nobody knows how many it has', () => {
    const header = aHeader('H99.08');
    const otherInfo = header.otherInfo && { ...header.otherInfo, pageAmount: -2 };
    const named = { name: 'cv.pdf', mediaType: 'application/pdf', role: 'main' } as const;
    const files = [{ ...named, size: pdf.length, sha256: '0'.repeat(64), pages: null }];
    const recipient = { code: 'H99.08', name: 'Sở Nội vụ' };
    const taken = { recipient, messageId: newId(), at: new Date(), types: {} };
    const { document } = envelopeOfPacket({ header: { ...header, otherInfo }, trace: null, files }, taken);
    expect([document.subject, document.pageAmount]).to.deep.equal([header.subject, null]);
  });
});

describe('hostile edXML', () => {
  const asFiles = (found: Packet) => (found.kind === 'document' ? found.files : []);
  const forbidden: Readonly<Record<string, string>> = {
    'a document type': `<!DOCTYPE edXML>${packet(plain)}`,
    'an entity of a file': `<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>${packet({ ...plain, header: '<Subject>&x;</Subject>' })}`,
    'a thousand laughs': `<!DOCTYPE edXML [<!ENTITY a "${'ha'.repeat(99)}"><!ENTITY b "${'&a;'.repeat(99)}">]>${packet(plain)}`,
  };
  for (const [name, xml] of Object.entries(forbidden)) {
    it(`is refused with ${name}`, () => expect(refusalOf(Buffer.from(xml))).to.equal('xml-forbidden'));
  }

  const twice = (one: string) => packet({ ...plain, header: `${fields()}${one}` });
  const refused: Readonly<Record<string, readonly [string, string]>> = {
    'a field twice': ['edxml-ambiguous', twice('<DocumentId>G22,2026/09/30,1/A</DocumentId>')],
    'a second header, where a signature was wrapped': [
      'edxml-ambiguous',
      packet({ ...plain, more: `<MessageHeader>${fields()}</MessageHeader>${signature('rsa-sha256')}` }),
    ],
    'a second envelope': ['edxml-ambiguous', packet({ ...plain, beside: `<edXMLEnvelope/>${plain.beside}` })],
    'a comment within a value': [
      'edxml-malformed',
      packet({ ...plain, header: fields('', 'G22<!-- -->,2026/09/30,1/A') }),
    ],
    'an element within a value': ['edxml-malformed', packet({ ...plain, header: fields('', 'G22<b>,2026</b>') })],
    'an entity nobody declared': ['edxml-malformed', packet({ ...plain, header: '<Subject>&xxe;</Subject>' })],
    'two files of one id': ['attachment-mismatch', packet({ ...plain, beside: files(file('1'), file('1')) })],
    'files in two places': [
      'edxml-ambiguous',
      packet(plain).replace('</edXMLEnvelope>', `${files(file('1', Buffer.from('khác')))}</edXMLEnvelope>`),
    ],
    'a file that did not come': ['attachment-mismatch', packet({ ...plain, beside: '' })],
    'a file that the body does not name': [
      'attachment-mismatch',
      packet({ ...plain, beside: files(file('1'), file('2')) }),
    ],
    'a file that is no base64': ['attachment-mismatch', packet(plain).replace(/Encoded>JVB/, 'Encoded>J<![CDATA[*]]>')],
    'another root': ['edxml-malformed', '<html/>'],
    'nothing in it': ['edxml-malformed', ''],
    'an end that is missing': ['edxml-malformed', packet(plain).slice(0, -8)],
    'a document and a status': ['edxml-malformed', packet({ ...plain, more: '<MessageStatus/>' })],
  };
  for (const [name, [code, xml]] of Object.entries(refused)) {
    it(`is refused with ${name}`, () => expect(refusalOf(Buffer.from(xml))).to.equal(code));
  }

  it('is refused in another encoding than it may have', () => {
    expect(refusalOf(Buffer.from('<edXML>\u00e9</edXML>', 'latin1'))).to.equal('edxml-malformed');
  });

  it('unpacks no archive that grows beyond a file', () => {
    const bomb = zipSync({ 'cv.pdf': new Uint8Array(MOST_PART_BYTES + 1) }, { level: 9 });
    expect(refusalOf(Buffer.from(packet({ ...plain, beside: files(file('1', bomb)) })))).to.equal('message-too-large');
    const beside = Buffer.from(zipSync({ 'cv.pdf': [pdf, { level: 0 }], 'x/': Buffer.alloc(1_000, 'x') }));
    beside.fill(
      0xff,
      beside.indexOf('PK\u0003\u0004', 1, 'latin1') + 32,
      beside.indexOf('PK\u0001\u0002', 0, 'latin1'),
    );
    const [found] = asFiles(readEdxml(Buffer.from(packet({ ...plain, beside: files(file('1', beside)) }))));
    expect(Buffer.from(found?.bytes ?? []).toString(), 'a folder holds nothing').to.equal(pdf.toString());
  });

  it('makes no connection, whatever it names', async () => {
    let asked = 0;
    const server = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a`;
    const include = `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${url}"/>`;
    expect(refusalOf(Buffer.from(`<!DOCTYPE edXML SYSTEM "${url}">${packet(plain)}`))).to.equal('xml-forbidden');
    expect(refusalOf(Buffer.from(packet({ ...plain, header: fields() + include })))).to.equal('read');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).to.equal(0);
    await new Promise((resolve) => server.close(resolve));
  });
});
