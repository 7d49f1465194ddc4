import mongoose from 'mongoose';
import { visibleTo } from '../../identity/visibility.ts';
import { readSome } from '../../platform/database/store.ts';
import { pageAddress } from '../../platform/page-address.ts';
import type { SearchSource } from '../../platform/search.ts';
import { pdfsAmong } from '../documents/document-file.ts';
import { codeForms, joinCode } from '../documents/notation.ts';
import { registryPages } from '../pages.ts';
import { type IncomingDocument, isOver } from './incoming-document.ts';
import { incomingDocuments } from './store.ts';

declare module '../../platform/search.ts' {
  interface FoundKinds {
    incoming: true;
  }
}

/** Incoming documents as they are found. */
export const searchOfIncoming: SearchSource<IncomingDocument> = {
  kind: 'incoming',
  store: incomingDocuments,
  words: {
    kind: ['văn bản đến', 'công văn đến'],
    states: {
      registered: ['chờ trình'],
      presented: ['chờ bút phê'],
      assigned: ['đã giao'],
      'in-progress': ['đang xử lý'],
      done: ['hoàn thành', 'đã xong'],
      'void-asked': ['chờ xét hủy số'],
      voided: ['đã hủy số'],
      recalled: ['đã thu hồi'],
    },
  },
  entryOf: (document) => ({
    agencyId: document.agencyId,
    at: document.registeredAt,
    days: [document.arrivedOn, document.issuedOn],
    state: document.state,
    numbers: [...codeForms(joinCode(document)), String(document.number)],
    parties: [document.issuer.name, document.signer.fullName ?? '', document.signer.position ?? ''],
    title: `${document.typeName} ${document.subject}`,
    texts: [document.description ?? '', document.toPlaces ?? '', ...document.files.map(({ name }) => name)],
    files: pdfsAmong(document.files),
    readers: document.participants,
  }),
  read: async (actor, ids) => {
    const among = { _id: mongoose.trusted({ $in: [...ids] }) };
    const shown = ['code', 'subject', 'issuer', 'registeredAt', 'state'] as const;
    const found = await readSome(incomingDocuments, shown, { $and: [visibleTo(actor), among] });
    return found.map((document) => ({
      page: pageAddress(registryPages.incomingDocument, { id: document.id }),
      ...{ kind: 'incoming', id: document.id, code: document.code, title: document.subject },
      ...{ party: document.issuer.name, at: document.registeredAt, state: document.state, isOver: isOver(document) },
    }));
  },
};
