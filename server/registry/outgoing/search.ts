import mongoose from 'mongoose';
import { visibleTo } from '../../identity/visibility.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { readSome } from '../../platform/database/store.ts';
import { pageAddress } from '../../platform/page-address.ts';
import type { SearchSource } from '../../platform/search.ts';
import { pdfsAmong } from '../documents/document-file.ts';
import { codeForms } from '../documents/notation.ts';
import { registryPages } from '../pages.ts';
import { codeOfOutgoing, numberingOf, type OutgoingDocument } from './outgoing-document.ts';
import { outgoingDocuments } from './store.ts';

declare module '../../platform/search.ts' {
  interface FoundKinds {
    outgoing: true;
  }
}

/** Outgoing documents as they are found, drafts too by those who may read them. */
export const searchOfOutgoing: SearchSource<OutgoingDocument> = {
  kind: 'outgoing',
  store: outgoingDocuments,
  words: {
    kind: ['văn bản đi', 'công văn đi'],
    states: {
      draft: ['dự thảo'],
      preparing: ['đang chuẩn bị trang ký'],
      submitted: ['chờ ký'],
      signed: ['chờ cấp số'],
      numbered: ['đã cấp số', 'chờ ký số cơ quan'],
      'void-asked': ['chờ xét hủy số'],
      issued: ['đã phát hành'],
      recalled: ['đã thu hồi'],
      voided: ['đã hủy số'],
    },
  },
  entryOf: (document) => {
    if (document.deletedAt) return undefined;
    const numbering = numberingOf(document);
    const at = numbering?.numberedAt ?? document.createdAt;
    return {
      agencyId: document.agencyId,
      at,
      days: [numbering?.issuedOn ?? dayInVietnam(at)],
      state: stateOf(document),
      numbers: numbering ? codeForms(codeOfOutgoing(document)) : [document.notation],
      parties: [document.signer.name, document.drafter.name, ...document.recipients.map(({ name }) => name)],
      title: `${document.typeName} ${document.subject}`,
      texts: textsOf(document),
      files: pdfsAmong([...(document.main ? [document.main] : []), ...document.attachments]),
      readers: document.participants,
    };
  },
  read: async (actor, ids) => {
    const among = { _id: mongoose.trusted({ $in: [...ids] }), deletedAt: null };
    const shown = ['state', 'notation', 'subject', 'signer', 'recipients', 'createdAt'] as const;
    const found = await readSome(outgoingDocuments, shown, { $and: [visibleTo(actor), among] });
    return found.map((document) => ({
      page: pageAddress(registryPages.outgoingDocument, { id: document.id }),
      ...{ kind: 'outgoing', id: document.id, code: codeOfOutgoing(document), title: document.subject },
      ...{ party: partyOf(document), at: numberingOf(document)?.numberedAt ?? document.createdAt },
      ...{ state: stateOf(document), isOver: ['voided', 'recalled'].includes(document.state.status) },
    }));
  },
};

/** One that somebody asks to void waits for that, not for its seal. */
function stateOf({ state }: Pick<OutgoingDocument, 'state'>): string {
  return state.status === 'numbered' && state.voidRequest ? 'void-asked' : state.status;
}

function textsOf({ description, letter, attachments }: OutgoingDocument): string[] {
  const written = letter ? [letter.body, ...letter.addressees, ...letter.copies] : [];
  return [description ?? '', ...written, ...attachments.map(({ name }) => name)];
}

/** The one to whom it goes, or the first of several; while there is none, who signs it. */
function partyOf({ recipients, signer }: Pick<OutgoingDocument, 'recipients' | 'signer'>): string {
  const [first] = recipients;
  if (!first) return signer.name;
  return recipients.length === 1 ? first.name : `${first.name} +${recipients.length - 1}`;
}
