import { Schema, type SchemaDefinition } from 'mongoose';
import { defineStore } from '../platform/database/store.ts';
import type { ImportedEntry } from './imported-entry.ts';
import type { IncomingDocument } from './incoming-document.ts';
import type { KnownNumber, NumberConfirmation } from './lost-numbers.ts';
import { codeOfOutgoing, type OutgoingDocument } from './outgoing-document.ts';
import { type Register, written } from './register.ts';

/** A value inside a row: it has no identity of its own. */
const embedded = (fields: SchemaDefinition) => new Schema(fields, { _id: false, id: false, strict: 'throw' });

const who = embedded({ positionId: String, name: String });
const person = embedded({ personId: String, positionId: String, name: String });
const takes = embedded({ what: String, typeCodes: { type: [String], default: undefined }, unitId: String });

export const registers = defineStore<Register>(
  'registers',
  {
    agencyId: String,
    kind: String,
    series: String,
    year: Number,
    lastNumber: Number,
    title: String,
    takes,
    divisions: { type: [embedded({ series: String, takes })], default: undefined },
    historical: embedded({ count: Number, first: Number, lastDate: String, voided: [Number] }),
    lost: { type: [embedded({ first: Number, last: Number, at: Date, by: who })], default: undefined },
    closing: embedded({ at: Date, by: who, count: Number, first: Number, last: Number, voided: [Number] }),
  },
  [{ keys: { agencyId: 1, kind: 1, series: 1, year: 1 }, options: { unique: true } }],
  { sealed: true },
);

const file = embedded({
  id: String,
  name: String,
  mediaType: String,
  size: Number,
  sha256: String,
  pages: Number,
  role: String,
});

export const incomingDocuments = defineStore<IncomingDocument>(
  'incomingDocuments',
  {
    agencyId: String,
    registerId: String,
    number: Number,
    year: Number,
    registeredAt: Date,
    registeredBy: who,
    arrivedOn: String,
    codeNumber: String,
    codeNotation: String,
    code: String,
    typeCode: String,
    typeName: String,
    issuedOn: String,
    issuer: embedded({ agencyId: String, name: String }),
    subject: String,
    language: String,
    pageAmount: Number,
    description: String,
    signer: embedded({ position: String, fullName: String }),
    priority: Number,
    dueOn: String,
    toPlaces: String,
    source: String,
    arrivalId: String,
    verdict: String,
    files: [file],
    mainSha256: String,
    duplicateKey: String,
    duplicateReason: String,
    verdictReason: String,
    state: String,
    voidRequest: embedded({ reason: String, at: Date, by: person, stateBefore: String }),
    voided: embedded({ at: Date, by: person }),
    handlers: [embedded({ positionId: String, role: String, state: String })],
    answeredBy: [embedded({ documentId: String, code: String })],
    participants: [String],
    words: [String],
  },
  [
    { keys: { agencyId: 1, registerId: 1, number: 1 }, options: { unique: true } },
    {
      keys: { agencyId: 1, arrivalId: 1 },
      options: { unique: true, partialFilterExpression: { arrivalId: { $type: 'string' } } },
    },
    { keys: { agencyId: 1, registeredAt: -1, _id: -1 } },
    { keys: { agencyId: 1, words: 1, registeredAt: -1, _id: -1 } },
    { keys: { agencyId: 1, state: 1, registeredAt: -1, _id: -1 } },
    { keys: { agencyId: 1, participants: 1, registeredAt: -1, _id: -1 } },
    { keys: { agencyId: 1, duplicateKey: 1 } },
    { keys: { agencyId: 1, mainSha256: 1 } },
  ],
  {
    title: ({ number, year, code }) => ({ words: `văn bản đến số ${written(number)}/${year}${code && ` (${code})`}` }),
  },
);

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
    recipients: [embedded({ agencyId: String, name: String, paperCopies: Number, paperReason: String })],
    priority: Number,
    replyBy: String,
    description: String,
    answersDocumentId: String,
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
    { keys: { agencyId: 1, 'state.issuedOn': 1 } },
  ],
  { title: (document) => ({ words: `văn bản đi ${codeOfOutgoing(document)}` }) },
);

export const importedEntries = defineStore<ImportedEntry>(
  'importedEntries',
  {
    agencyId: String,
    registerId: String,
    kind: String,
    year: Number,
    number: Number,
    date: String,
    code: String,
    issuedOn: String,
    subject: String,
    party: String,
    signer: String,
    note: String,
    voidReason: String,
    importedAt: Date,
    importedBy: who,
  },
  [
    { keys: { agencyId: 1, registerId: 1, number: 1 }, options: { unique: true } },
    {
      keys: { agencyId: 1, year: 1, code: 1 },
      options: { unique: true, partialFilterExpression: { kind: 'outgoing' } },
    },
  ],
);

export const numberConfirmations = defineStore<NumberConfirmation>('numberConfirmations', {
  of: Date,
  at: Date,
  by: who,
  reason: String,
});

export const knownNumbers = defineStore<KnownNumber>(
  'knownNumbers',
  { agencyId: String, kind: String, year: Number, typeCode: String, number: Number, code: String },
  [{ keys: { agencyId: 1, year: 1 } }],
  { evidence: false },
);
