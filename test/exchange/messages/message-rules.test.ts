import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { messageFor } from '../../../server/exchange/deliveries/envelope-of.ts';
import {
  bringsDocument,
  type DocumentMessage,
  messageBytes,
  readMessage,
} from '../../../server/exchange/messages/message.ts';
import { messageRefusals } from '../../../server/exchange/messages/message-refusal.ts';
import {
  fileLimits,
  MOST_MAIN_FILE_BYTES,
  refuseAhead,
  refuseContent,
  refuseExpired,
  refuseLinks,
  refuseParties,
} from '../../../server/exchange/messages/message-rules.ts';
import { receipt } from '../../../server/exchange/messages/receipt.ts';
import { sealedSize } from '../../../server/exchange/messages/sealed-file.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { newId } from '../../../server/platform/ids.ts';
import { limitAttachments } from '../../../server/platform/uploads/upload-limits.ts';
import { aFile, anOutgoingDocument } from '../../support/registry.ts';

type Path = readonly string[];
type Json = Readonly<Record<string, unknown>>;

const NOW = new Date('2026-12-31T10:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600_000;
const sender = { code: 'H99.08', name: 'Sở Nội vụ' };

function anEnvelope(): DocumentMessage {
  const bytes = messageFor(anOutgoingDocument({ main: aFile(), attachments: [aFile({ role: 'attachment' })] }), {
    numbering: { number: 17, issuedOn: '2026-12-31' },
    sender,
    recipient: { code: 'H99.09', name: 'Sở Tài chính' },
    paperFollows: false,
    messageId: newId(),
    sentAt: NOW,
    treeHead: { text: '{}', signature: 'AAAA', publicKey: 'AAAA' },
  });
  const message = readMessage(bytes);
  return bringsDocument(message) ? message : expect.fail('It brings no document');
}

/** The places of all members, objects and lists among them. */
function* placesIn(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* placesIn(member, [...path, name]);
}

/** The same with something else at this place; with `undefined`, without it. */
function changedAt(value: unknown, [name, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((member: unknown, index) => {
      if (String(index) !== name) return [member];
      const changed = changedAt(member, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  const members = Object(value) as Json;
  return { ...members, [name]: changedAt(members[name], rest, change) };
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** What the rules say of bytes that are well signed: the code of their refusal, or `fit`. */
function said(bytes: Uint8Array): string {
  try {
    const message = readMessage(bytes);
    refuseParties(message.sender, message.recipient, sender);
    refuseLinks(message);
    refuseAhead(message.sentAt, NOW);
    refuseExpired(message.sentAt, NOW);
    if (bringsDocument(message)) refuseContent(message);
    return 'fit';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('a message', () => {
  const envelope = anEnvelope();
  const places = [...placesIn(envelope)];

  it('fits as this house makes it', () => {
    expect(said(messageBytes(envelope))).to.equal('fit');
    expect(places.length).to.be.above(40);
  });

  it('is malformed without any one of its members, and with any of another kind', () => {
    const members = places.filter((path) => !/^\d+$/.test(path.at(-1) ?? ''));
    for (const path of members) {
      for (const change of [undefined, {}, [[]]]) {
        const changed = changedAt(envelope, path, () => change);
        expect(said(bytesOf(changed)), `${path.join('.')} ${JSON.stringify(change)}`).to.equal('message-malformed');
      }
    }
  });

  it('says the same with a member more that nobody knows, anywhere, unless the sender calls it critical', () => {
    for (const path of [[], ...places]) {
      const changed = changedAt(envelope, path, (old) =>
        typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, isAdmin: true } : old,
      );
      if (JSON.stringify(changed) === JSON.stringify(envelope)) continue;
      expect(said(bytesOf(changed)), path.join('.')).to.equal('fit');
      expect(readMessage(bytesOf(changed)), path.join('.')).to.deep.equal(envelope);
      const name = [...path.filter((part) => !/^\d+$/.test(part)), 'isAdmin'].join('.');
      expect(said(bytesOf({ ...Object(changed), critical: [name] })), name).to.equal('unsupported-member');
    }
  });

  it('may call critical whatever is understood here', () => {
    const names = places.filter((path) => !path.some((part) => /^\d+$/.test(part))).map((path) => path.join('.'));
    for (const critical of [names.slice(0, 25), ['files.sha256', 'document.signer.fullName']]) {
      expect(said(messageBytes({ ...envelope, critical }))).to.equal('fit');
    }
  });

  it('of a later version, another kind, or in another form is refused by name', () => {
    const changed = (over: object) => said(bytesOf({ ...envelope, ...over }));
    expect(changed({ format: 'vanban-message/2' })).to.equal('unsupported-version');
    for (const format of ['vanban-message/x', '', 1]) expect(changed({ format })).to.equal('message-malformed');
    for (const kind of ['statement', 'id-list', 'toString', 'Document'])
      expect(changed({ kind })).to.equal('unsupported-kind');
    expect(changed({ kind: 'test' })).to.equal('message-malformed');
  });

  it('has links when it is a reply, to messages of its recipient, and no others', () => {
    const { recipient } = envelope;
    const answers = { type: 'answers', sender: recipient.code, messageId: newId(), documentId: 'H99,1' } as const;
    const changed = (over: Partial<DocumentMessage>) => said(messageBytes({ ...envelope, ...over } as DocumentMessage));
    expect(changed({ kind: 'reply', links: [answers, { ...answers, messageId: newId() }] })).to.equal('fit');
    expect(changed({ kind: 'reply' })).to.equal('message-malformed');
    expect(changed({ links: [answers] })).to.equal('message-malformed');
    expect(changed({ kind: 'reply', links: [{ ...answers, type: 'revokes' }] })).to.equal('message-malformed');
    const itself = { ...answers, type: 'replaces', sender: sender.code, messageId: envelope.messageId } as const;
    expect(changed({ kind: 'replace', reason: 'thay chính nó', links: [itself] } as object)).to.equal('link-not-yours');
  });

  it('is malformed when a text is longer than it may be, or hides or reorders what a reader sees', () => {
    const free = new Set(['messageId', 'text', 'mediaType', 'kind']); // compared, not read
    for (const path of places) {
      const long = changedAt(envelope, path, (old) => (typeof old === 'string' ? 'x'.repeat(3_000) : old));
      if (JSON.stringify(long) === JSON.stringify(envelope)) continue;
      expect(said(bytesOf(long)), path.join('.')).to.equal('message-malformed');
      if (free.has(path.at(-1) ?? '')) continue;
      for (const hidden of ['a\r\nb', 'a\u0000b', 'a\u202eb']) {
        const changed = changedAt(envelope, path, () => hidden);
        const isProse = path.at(-1) === 'description' && hidden.includes('\r');
        if (!isProse) expect(said(bytesOf(changed)), path.join('.')).to.equal('message-malformed');
      }
    }
  });

  it('counts neither pages below none nor incoming numbers below the first', () => {
    for (const path of [
      ['document', 'pageAmount'],
      ['files', '0', 'pages'],
    ]) {
      const counting = (pages: number) => said(bytesOf(changedAt(envelope, path, () => pages)));
      expect([counting(0), counting(-1)], path.join('.')).to.deep.equal(['fit', 'message-malformed']);
    }
    const isTaken = (number: number) => receipt.shape.arrivalNumber.safeParse(number).success;
    expect([1, 0, -1].map(isTaken)).to.deep.equal([true, false, false]);
  });

  it('is refused in no words but those of the closed list, whatever stands wherever', () => {
    const known = new Set([...Object.keys(messageRefusals), ...ofAnyJson, 'fit']);
    const property = fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
      expect([...known]).to.include(said(bytesOf(changedAt(envelope, path, () => value))));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('names no file longer than any may be', () => {
    const [main, annex] = envelope.files;
    if (!main || !annex) return expect.fail('It has no files');
    const beside = (size: number) => said(messageBytes({ ...envelope, files: [main, { ...annex, size }] }));
    const itself = (size: number) => said(messageBytes({ ...envelope, files: [{ ...main, size }, annex] }));
    const { attachmentBytes } = fileLimits();
    expect(beside(attachmentBytes)).to.equal('fit');
    expect(beside(attachmentBytes + 1)).to.equal('message-too-large');
    expect(beside(2 ** 52)).to.equal('message-too-large');
    expect(itself(MOST_MAIN_FILE_BYTES)).to.equal('fit');
    expect(itself(MOST_MAIN_FILE_BYTES + 1)).to.equal('message-too-large');
    limitAttachments(1024 ** 3);
    expect(beside(1024 ** 3), 'as the deployment is configured').to.equal('fit');
    limitAttachments(attachmentBytes);
    const seal = { sha256: annex.sha256, key: Buffer.alloc(32).toString('base64') };
    const sealed = (size: number) =>
      said(messageBytes({ ...envelope, files: [main, { ...annex, sealed: { ...seal, size } }] }));
    expect(sealed(sealedSize(annex.size))).to.equal('fit');
    for (const size of [annex.size, 2 ** 52]) expect(sealed(size), 'as sealing makes it').to.equal('message-malformed');
  });

  it('may be five minutes ahead of this clock and eight days behind it, and no more', () => {
    const property = fc.property(fc.integer({ min: -20 * DAY_MS, max: 2 * DAY_MS }), (ms) => {
      const answer = said(messageBytes({ ...envelope, sentAt: new Date(NOW.getTime() + ms).toISOString() }));
      const expected = ms > 5 * MINUTE_MS ? 'clock-skew' : ms < -8 * DAY_MS ? 'message-expired' : 'fit';
      expect(answer).to.equal(expected);
    });
    fc.assert(property, {
      examples: [[5 * MINUTE_MS], [5 * MINUTE_MS + 1], [-8 * DAY_MS], [-8 * DAY_MS - 1], [-3 * DAY_MS]],
    });
  });

  it('is refused for reasons that strangers can read up, each of them', async () => {
    const page = await readFile(resolve(import.meta.dirname, '../../../docs/exchange-protocol.md'), 'utf8');
    for (const code of [...Object.keys(messageRefusals), ...ofAnyJson]) expect(page).to.include(`\`${code}\``);
  });
});

/** What `parseJson` says of texts that are no message of any kind. */
const ofAnyJson = ['malformed-json', 'too-deep', 'duplicate-key', 'unknown-property'];
