import { expect } from 'chai';
import type { Arrival } from '../../../server/exchange/arrivals/arrival.ts';
import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { arrivalView } from '../../../server/exchange/arrivals/queries.ts';
import { messageFor } from '../../../server/exchange/deliveries/envelope-of.ts';
import { bringsDocument, type DocumentMessage, readMessage } from '../../../server/exchange/messages/message.ts';
import { newId } from '../../../server/platform/ids.ts';
import { aFile, anOutgoingDocument } from '../../support/registry.ts';

const sentAt = new Date('2026-12-31T10:00:00Z');

/** What its clerk is answered of an arrival whose sender says this of the document. */
function shown(said: Partial<DocumentMessage['document']>) {
  const bytes = messageFor(anOutgoingDocument({ main: aFile(), attachments: [] }), {
    ...{ numbering: { number: 17, issuedOn: '2026-12-31' }, paperFollows: false, messageId: newId(), sentAt },
    ...{ sender: { code: 'H99.08', name: 'Sở Nội vụ' }, recipient: { code: 'H99.09', name: 'Sở Tài chính' } },
    treeHead: { text: '{}', signature: 'AAAA', publicKey: 'AAAA' },
  });
  const message = readMessage(bytes);
  if (!bringsDocument(message)) return expect.fail('It brings no document');
  const arrival: Arrival = {
    ...{ id: newId(), version: 1, agencyId: newId(), senderCode: 'H99.08', senderName: 'Sở Nội vụ' },
    ...{ messageId: message.messageId, envelopeSha256: '0'.repeat(64), files: [], announced: 0 },
    envelope: { ...message, document: { ...message.document, ...said } },
    ...{ state: 'arrived', arrivedAt: sentAt, verdict: 'valid' },
  };
  const view = arrivalView(arrival, { answered: [], replaces: undefined, replacedBy: undefined });
  return arrivalsContract.getArrival.response.parse(view).fields;
}

describe('the fields of an arrival', () => {
  it('are shown as their sender gives them, be it more than anybody may type here', () => {
    for (const pageAmount of [1_000, Number.MAX_SAFE_INTEGER]) expect(shown({ pageAmount })).to.include({ pageAmount });
    expect(shown({ replyBy: '9999-12-31' })).to.include({ dueOn: '9999-12-31' });
  });

  it('have the type that its name says, whatever the code means in the house of its sender', () => {
    const typed = (typeCode: string, typeName: string) => {
      const fields = shown({ typeCode, typeName });
      return `${fields.typeCode} ${fields.typeName}`;
    };
    expect(typed('cong-van', 'Quyết định')).to.equal('quyet-dinh Quyết định');
    expect(typed('CV', 'CÔNG VĂN')).to.equal('cong-van Công văn');
    expect(typed('cong-van', 'Sắc lệnh')).to.equal('khac Sắc lệnh');
  });
});
