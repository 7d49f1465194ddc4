import { defineStore } from '../../platform/database/store.ts';
import { embedded, file, person, who } from '../embedded.ts';
import { codeOfOutgoing, type OutgoingDocument } from './outgoing-document.ts';

export const outgoingDocuments = defineStore<OutgoingDocument>(
  'outgoingDocuments',
  {
    agencyId: String,
    state: embedded({
      status: String,
      submittedAt: Date,
      signedAt: Date,
      certificateSha256: String,
      registerId: String,
      number: Number,
      year: Number,
      issuedOn: String,
      numberedAt: Date,
      issuedAt: Date,
      voidRequest: embedded({ reason: String, at: Date, by: person }),
      voidedAt: Date,
      voidedBy: person,
      voidReason: String,
      recallRequest: embedded({ reason: String, at: Date, by: person, office: String }),
      recalledAt: Date,
      recalledBy: person,
      replacedBy: embedded({ documentId: String, code: String }),
    }),
    medium: String,
    typeCode: String,
    typeName: String,
    notation: String,
    subject: String,
    unitId: String,
    bodyId: String,
    signer: embedded({ positionId: String, personId: String, name: String, title: String, capacity: [String] }),
    drafter: who,
    recipients: [
      embedded({
        ...{ agencyId: String, code: String, name: String, paperCopies: Number, paperReason: String },
        added: embedded({ at: Date, by: String, reason: String }),
      }),
    ],
    priority: Number,
    replyBy: String,
    description: String,
    answersDocumentIds: [String],
    // What an earlier release wrote in its place, until migration 7: steps before that one write the row whole.
    answersDocumentId: String,
    replaces: embedded({ documentId: String, code: String, reason: String }),
    corrections: [
      embedded({
        ...{ sequence: Number, at: Date, by: String, reason: String },
        ...{ subject: String, priority: Number, replyBy: String, description: String },
      }),
    ],
    letter: embedded({ addressees: [String], body: String, copies: [String] }),
    source: file,
    main: file,
    attachments: [file],
    places: [embedded({ name: String, page: Number, x: Number, y: Number, width: Number, height: Number })],
    placeNotes: [String],
    yearOnPage: Number,
    notice: embedded({ kind: { type: String }, text: String, at: Date }),
    verdict: String,
    createdAt: Date,
    updatedAt: Date,
    deletedAt: Date,
    participants: [String],
    words: [String],
  },
  [
    {
      keys: { agencyId: 1, 'state.registerId': 1, 'state.number': 1 },
      options: { unique: true, partialFilterExpression: { 'state.number': { $type: 'number' } } },
    },
    {
      // Number and symbol are unique within the year, whatever the registers are (NĐ 30/2020 Điều 15).
      keys: { agencyId: 1, 'state.year': 1, notation: 1, 'state.number': 1 },
      options: { unique: true, partialFilterExpression: { 'state.number': { $type: 'number' } } },
    },
    { keys: { agencyId: 1, updatedAt: -1, _id: -1 } },
    { keys: { agencyId: 1, words: 1, updatedAt: -1, _id: -1 } },
    { keys: { agencyId: 1, 'state.status': 1, updatedAt: -1, _id: -1 } },
    { keys: { agencyId: 1, participants: 1, updatedAt: -1, _id: -1 } },
    {
      // Few documents at any time: due work asks for them at every look at the home page.
      keys: { agencyId: 1, 'state.recallRequest.office': 1, 'state.status': 1 },
      options: { partialFilterExpression: { 'state.recallRequest.office': { $exists: true } } },
    },
    // The shares of a year read nothing but this.
    { keys: { agencyId: 1, 'state.issuedOn': 1, 'state.status': 1, medium: 1, _id: 1 } },
  ],
  { title: (document) => ({ words: `văn bản đi ${codeOfOutgoing(document)}` }) },
);
