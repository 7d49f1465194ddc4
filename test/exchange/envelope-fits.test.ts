import { expect } from 'chai';
import fc from 'fast-check';
import type { z } from 'zod';
import type { SignedTreeHead } from '../../server/audit/tree/tree-head.ts';
import { messageFor } from '../../server/exchange/deliveries/envelope-of.ts';
import { readMessage } from '../../server/exchange/messages/message.ts';
import { identityContract } from '../../server/identity/contract.ts';
import { DomainError } from '../../server/platform/errors.ts';
import { newId } from '../../server/platform/ids.ts';
import { notationOf } from '../../server/registry/documents/notation.ts';
import { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import { documentTypes } from '../../server/registry/registers/document-type.ts';
import { aFile, anOutgoingDocument } from '../support/registry.ts';

const agency = identityContract.createAgency.body.shape;
const unit = identityContract.createUnit.body.shape;
const person = identityContract.createPerson.body.shape;
const position = identityContract.createPosition.body.shape;
const draft = outgoingContract.createDraft.body.shape;
const treeHead: SignedTreeHead = { text: '{}', signature: 'AAAA', publicKey: 'AAAA' };
const to = { code: 'H99.09', name: 'Sở Tài chính' };

/** Letters as names and symbols have them, marks that take two code points among them, in texts up to twice as long as ever allowed. */
const letters = (most: number) =>
  fc
    .array(fc.constantFrom(...'ABcdéđĐƯ&.-– ', 'Ữ'.normalize('NFD'), 'ề'.normalize('NFD')), {
      minLength: 1,
      maxLength: 2 * most,
    })
    .map((parts) => parts.join(''));

/** Only what the schema lets in, as it comes out of it. */
const accepted = <S extends z.ZodType>(schema: S, values: fc.Arbitrary<unknown>): fc.Arbitrary<z.output<S>> =>
  values
    .map((value) => schema.safeParse(value))
    .filter((result) => result.success)
    .map(({ data }) => data);

describe('what identity and the drafter may say', () => {
  it('always fits the message that carries it, at whatever length it is accepted', () => {
    const said = fc.record({
      senderName: accepted(agency.name, letters(200)),
      agencySymbol: accepted(agency.symbol, letters(15)),
      unitSymbol: accepted(unit.symbol, letters(14)),
      fullName: accepted(person.fullName, letters(50)),
      title: accepted(position.title, letters(100)),
      capacity: accepted(position.capacity, fc.array(letters(50), { maxLength: 4 })),
      subject: accepted(draft.subject, letters(500)),
      description: accepted(draft.description, fc.option(letters(500))),
      type: fc.constantFrom(...documentTypes),
      asBody: fc.boolean(),
    });
    fc.assert(
      fc.property(
        said,
        ({ senderName, agencySymbol, unitSymbol, fullName, title, capacity, type, asBody, ...rest }) => {
          const symbols = asBody ? ([unitSymbol, agencySymbol] as const) : ([agencySymbol, unitSymbol] as const);
          const signer = { positionId: newId(), personId: newId(), name: fullName, title, capacity };
          const document = anOutgoingDocument({
            ...rest,
            typeCode: type.code,
            typeName: type.name,
            notation: notationOf(type, ...symbols),
            signer,
            main: aFile(),
          });
          readMessage(messageFor(document, dispatchFrom(senderName)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused by name, before anything is signed, where an older deployment let in more', () => {
    const notation = 'SNV-'.repeat(10);
    expect(() => messageFor(anOutgoingDocument({ notation, main: aFile() }), dispatchFrom('Sở Nội vụ')))
      .to.throw(DomainError)
      .with.property('code', 'envelope-unfit');
  });
});

const dispatchFrom = (name: string) => ({
  numbering: { number: 999_999, issuedOn: '2026-12-31' },
  sender: { code: `A99.${'9'.repeat(31)}`, name },
  recipient: to,
  paperFollows: false,
  messageId: newId(),
  sentAt: new Date('2026-12-31T16:59:59Z'),
  treeHead,
});
