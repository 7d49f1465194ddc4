import { expect } from 'chai';
import { positions } from '../../../server/identity/store.ts';
import { rowsOf } from '../../../server/platform/database/store.ts';
import { outgoingContract } from '../../../server/registry/outgoing/contract.ts';
import { outgoingDocuments } from '../../../server/registry/outgoing/store.ts';
import type { OutgoingView } from '../../../server/registry/outgoing/view-contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { ask, refused } from '../../support/ask.ts';
import { changeRow } from '../../support/identity.ts';
import {
  aLetter,
  anUploadedLetter,
  type Bureau,
  begunSignature,
  submitted,
  theBureau,
  upload,
} from '../../support/letters.ts';
import { useProvince } from '../../support/main-job.ts';
import { useFreshDatabase } from '../../support/mongo.ts';
import { aLetterPdf } from '../../support/signing.ts';

const { completeSignature } = signingContract;
type Stored = Record<string, unknown>;

describe('a leader’s signature and what its signer was shown', function () {
  this.timeout(180_000);
  useFreshDatabase();
  const province = useProvince();
  let bureau: Bureau;
  let shown: OutgoingView;

  before(async () => {
    bureau = await theBureau(province);
    const { drafter } = bureau;
    const letter = await anUploadedLetter(province, drafter, { to: ['skhcn'], paperBesides: ['thanhbinh'] });
    const attachmentUploadIds = [await upload(drafter, await aLetterPdf(), 'phu-luc.pdf')];
    shown = await submitted(bureau, { ...letter, attachmentUploadIds, description: 'Bản gửi kèm phụ lục' });
  });

  it('is not completed when anything of the document differs, even by a hand in the database that leaves the version alone', async () => {
    const begun = await begunSignature(bureau.leader, shown);
    const rows = rowsOf(outgoingDocuments);
    const row = await rows.findOne({ _id: shown.id });
    if (!row) throw new Error('There is no document');
    const told: string[] = [];
    const members = [...membersOf(row)].filter((path) => path !== '_id');
    for (const path of members) {
      await rows.updateOne({ _id: shown.id }, { $set: { [path]: other(at(row, path)) } });
      const answer = await refused(bureau.leader, completeSignature, begun);
      await rows.replaceOne({ _id: shown.id }, row);
      // Another agency's document is not there at all, one with another signer is another's: both come before the comparison.
      if (answer !== '409 version-changed' && answer !== '404 not-found') told.push(`${path}: ${answer}`);
    }
    expect(told).to.deep.equal([]);
    expect(members).to.include.members(['subject', 'recipients', 'attachments.0.sha256', 'main.sha256', 'version']);
    expect(
      (await ask(bureau.leader, outgoingContract.getOutgoing, { params: { documentId: shown.id } })).state,
    ).to.equal('submitted');
  });

  it('is not completed after the draft was taken back, changed and handed in again with the very same file', async () => {
    const begun = await begunSignature(bureau.leader, shown);
    const { drafter } = bureau;
    const params = { documentId: shown.id };
    const back = await ask(drafter, outgoingContract.withdrawDraft, { params, body: { version: shown.version } });
    const [source, ...attachments] = back.files.map(({ id }) => id);
    const body = aLetter(
      province,
      { to: ['thanhbinh'] },
      { letter: null, uploadId: source ?? '', attachmentUploadIds: attachments },
    );
    const headers = { 'If-Match': `"${back.version}"` };
    const { version } = await ask(drafter, outgoingContract.changeDraft, { params, body, headers });
    await ask(drafter, outgoingContract.submitDraft, { params, body: { version } });
    await province.work();
    expect(await refused(bureau.leader, completeSignature, begun)).to.equal('409 version-changed');
    shown = await ask(bureau.leader, outgoingContract.getOutgoing, { params });
    expect(shown.state).to.equal('submitted');
  });

  it('is not completed by one who may not sign any more', async () => {
    const begun = await begunSignature(bureau.leader, shown);
    const { positionId } = province.actor('giamdoc', 'snv');
    await changeRow(positions, positionId, { roles: ['specialist'] });
    expect(await refused(bureau.leader, completeSignature, begun)).to.equal('403 not-permitted');
    await changeRow(positions, positionId, { roles: ['leader'], until: '2026-01-01' });
    expect(await refused(bureau.leader, completeSignature, begun)).to.equal('401 choose-position');
    await changeRow(positions, positionId, { until: null });
    await ask(bureau.leader, completeSignature, begun);
  });
});

/** Dotted paths of everything a stored row holds: whole members, and what stands in them. */
function* membersOf(value: unknown, path = ''): Generator<string> {
  if (path !== '') yield path;
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  for (const [key, member] of Object.entries(value)) yield* membersOf(member, path === '' ? key : `${path}.${key}`);
}

const at = (row: Stored, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => Object(value)[key], row);

/** A value of the same kind that is not this one. */
function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['x'];
  return value === null ? 'x' : null;
}
