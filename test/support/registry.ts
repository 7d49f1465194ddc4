import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Agency, Unit } from '../../server/identity/agencies/agency.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import type { Actor, Role } from '../../server/platform/actor.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { files, LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import { newId } from '../../server/platform/ids.ts';
import { type Job, jobs } from '../../server/platform/ledger/jobs.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { uploads } from '../../server/platform/uploads/upload-store.ts';
import type { DocumentFile } from '../../server/registry/documents/document-file.ts';
import type { IncomingDocument } from '../../server/registry/incoming/incoming-document.ts';
import type { RegisterIncoming } from '../../server/registry/incoming/register-document.ts';
import type { outgoingContract } from '../../server/registry/outgoing/contract.ts';
import type { OutgoingDocument } from '../../server/registry/outgoing/outgoing-document.ts';
import type { Closing, Register } from '../../server/registry/registers/register.ts';
import { GENERAL_SERIES } from '../../server/registry/registers/series.ts';
import { anAgency, anEmployee, type Employee } from './identity.ts';

let lastDocument = 0;

/** A register of 2026 that has given no number yet, unless said otherwise. */
export function aRegister(over: Partial<Register> = {}): Register {
  return {
    id: newId(),
    version: 1,
    agencyId: 'so-noi-vu',
    kind: 'incoming',
    series: GENERAL_SERIES,
    year: 2026,
    lastNumber: 0,
    ...over,
  };
}

/** The closing of a register nothing was entered in. */
export function aClosing(): Closing {
  const by = { positionId: 'van-thu', name: 'Bùi Thị Yến' };
  return { at: new Date('2027-01-04T02:00:00Z'), by, count: 0, first: null, last: null, voided: [] };
}

/** A file as documents hold it; its bytes are nowhere. */
export function aFile(over: Partial<DocumentFile> = {}): DocumentFile {
  lastDocument += 1;
  return {
    id: newId(),
    name: 'cong-van.pdf',
    mediaType: 'application/pdf',
    size: 1_000,
    sha256: lastDocument.toString(16).padStart(64, '0'),
    pages: 1,
    role: 'main',
    ...over,
  };
}

/** What a clerk registers: each has a number of its own, so that none looks like another. */
export function toRegister(over: Partial<RegisterIncoming> = {}): RegisterIncoming {
  lastDocument += 1;
  return {
    codeNumber: String(lastDocument),
    codeNotation: 'STC-VP',
    typeCode: 'cong-van',
    typeName: null,
    issuedOn: '2026-11-18',
    issuer: { agencyId: null, name: 'Sở Tài chính tỉnh Sao Mai' },
    subject: 'Báo cáo tình hình gửi, nhận văn bản điện tử quý IV năm 2026',
    language: 'Tiếng Việt',
    pageAmount: 2,
    description: null,
    signer: { position: 'GIÁM ĐỐC', fullName: 'Phạm Đức Hoà' },
    priority: 0,
    arrivedOn: null,
    dueOn: null,
    toPlaces: null,
    files: [aFile()],
    origin: { source: 'upload' },
    duplicateReason: null,
    ...over,
  };
}

/** An incoming document as it lies in the register. */
export function anIncomingDocument(over: Partial<IncomingDocument> = {}): IncomingDocument {
  const { duplicateReason, origin: _, arrivedOn: __, typeName: ___, files: given, ...fields } = toRegister();
  return {
    ...fields,
    id: newId(),
    version: 1,
    agencyId: 'so-noi-vu',
    registerId: newId(),
    number: 1,
    year: 2026,
    registeredAt: new Date('2026-11-22T02:00:00Z'),
    registeredBy: { positionId: 'van-thu', name: 'Bùi Thị Yến' },
    arrivedOn: '2026-11-22',
    typeName: 'Công văn',
    code: '01/STC-VP',
    source: 'upload',
    arrivalId: null,
    verdict: 'valid',
    files: given,
    mainSha256: given[0]?.sha256 ?? '',
    duplicateKey: null,
    duplicateReason,
    state: 'registered',
    handlers: [],
    answeredBy: [],
    participants: [],
    words: [],
    ...over,
  };
}

/** A draft of an outgoing document, unless said otherwise. */
export function anOutgoingDocument(over: Partial<OutgoingDocument> = {}): OutgoingDocument {
  const source = aFile();
  return {
    id: newId(),
    version: 1,
    agencyId: 'so-noi-vu',
    state: { status: 'draft' },
    medium: 'electronic',
    typeCode: 'cong-van',
    typeName: 'Công văn',
    notation: 'SNV-VP',
    subject: 'Gửi, nhận văn bản điện tử',
    unitId: null,
    bodyId: null,
    signer: {
      positionId: 'giam-doc',
      personId: 'binh',
      name: 'Trần Văn Bình',
      title: 'Giám đốc',
      capacity: ['GIÁM ĐỐC'],
    },
    drafter: { positionId: 'chuyen-vien', name: 'Lê Thị Hoa' },
    recipients: [aRecipient()],
    priority: 0,
    replyBy: null,
    description: null,
    answersDocumentIds: [],
    letter: null,
    source,
    main: source,
    attachments: [],
    places: [],
    placeNotes: [],
    notice: null,
    verdict: 'no-signature',
    createdAt: new Date('2026-11-22T02:00:00Z'),
    updatedAt: new Date('2026-11-22T02:00:00Z'),
    participants: ['chuyen-vien', 'giam-doc'],
    words: [],
    ...over,
  };
}

/** A recipient outside the directory, unless said otherwise. */
export function aRecipient(over: Partial<OutgoingDocument['recipients'][number]> = {}) {
  const fields = { agencyId: null, name: 'Công ty Cổ phần Sao Mai', paperCopies: 1, paperReason: null, ...over };
  const nothing = { kind: null, code: null, unit: null, unitId: null, address: null };
  return { ...nothing, ...fields, code: over.code ?? null };
}

/** An agency with one unit and a person for each role: enough for the main job. */
export interface Office {
  readonly agency: Agency;
  readonly unit: Unit;
  readonly clerk: Employee;
  readonly leader: Employee;
  readonly head: Employee;
  readonly specialist: Employee;
}

/** An agency at work. */
export async function anOffice(): Promise<Office> {
  const agency = await anAgency();
  const clerk = await anEmployee(agency, ['clerk'], { fullName: 'Bùi Thị Yến' });
  const unit = await inTransaction(clerk.actor, (tx) => createUnit(tx, { name: 'Văn phòng', symbol: 'VP' }));
  const employ = (role: Role, fullName: string) => anEmployeeOf(agency, unit, role, fullName);
  return {
    agency,
    unit,
    clerk,
    leader: await anEmployee(
      agency,
      ['leader'],
      { fullName: 'Trần Văn Bình' },
      { title: 'Giám đốc', capacity: ['GIÁM ĐỐC'] },
    ),
    head: await employ('unit-head', 'Đỗ Quang Minh'),
    specialist: await employ('specialist', 'Lê Thị Hoa'),
  };
}

/** A person of a unit. */
export async function anEmployeeOf(agency: Agency, unit: Unit, role: Role, fullName: string): Promise<Employee> {
  return await anEmployee(agency, [role], { fullName }, { unitId: unit.id });
}

/** A file store in a folder of its own, for the tests of this `describe`. */
export function useTestFiles(): void {
  let folder: string;
  before('a file store', async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-files-'));
    useFiles(await LocalFileStore.at(folder));
  });
  after('remove the file store', () => rm(folder, { recursive: true, force: true }));
}

/** A PDF somebody has sent, ready to be named by an act; gives its upload id. */
export async function anUpload(
  { personId, agencyId }: Actor,
  over: {
    readonly bytes?: Uint8Array;
    readonly mediaType?: string;
    readonly name?: string;
    readonly size?: number;
  } = {},
): Promise<string> {
  const { bytes = Buffer.from(`%PDF-1.7\n% ${newId()}\n%%EOF\n`), mediaType = 'application/pdf' } = over;
  const { name = 'van-ban.pdf', size = bytes.length } = over;
  const { sha256 } = await files().put(bytes);
  const endsAt = new Date('2199-01-01T00:00:00Z');
  const actor = { personId, agencyId, positionId: 'p', roles: [], name: '' };
  const kept = await inTransaction(actor, async (tx) =>
    tx.insert(uploads, { personId, agencyId, sha256, size, name, mediaType, endsAt }),
  );
  return kept.id;
}

/** A body of `createDraft`: a công văn from an uploaded PDF, signed by the leader. */
export async function aDraftBody(
  { leader, unit, specialist }: Office,
  over: Partial<z.input<typeof outgoingContract.createDraft.body>> = {},
): Promise<z.output<typeof outgoingContract.createDraft.body>> {
  return {
    typeCode: 'cong-van',
    subject: 'Gửi, nhận văn bản điện tử',
    unitId: unit.id,
    signerPositionId: leader.position.id,
    recipients: [aRecipient()],
    priority: 0,
    replyBy: null,
    description: null,
    answersDocumentIds: [],
    replaces: null,
    uploadId: over.letter ? null : await anUpload(specialist.actor),
    letter: null,
    attachmentUploadIds: [],
    ...(over as object),
  };
}

/** Work that acts have left, of one kind, in order. */
export async function jobsOf(kind: string): Promise<Job[]> {
  return await readAll(jobs, { kind }, { sort: { createdAt: 1, _id: 1 } });
}
