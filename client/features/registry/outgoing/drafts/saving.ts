import { useState } from 'react';
import { z } from 'zod';
import { outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import { type DraftFields, draftFields } from '../../../../../server/registry/outgoing/drafts/contract.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { problemOf } from '../../../../api/problem.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { isWrittenBy } from './draft-values.ts';

const outgoing = api(outgoingContract);

/** What is sent, and what is to come of it. */
export interface Saving {
  readonly fields: DraftFields;
  /** The version of the draft the form was filled from; 0 while there is none. */
  readonly version: number;
  readonly then: 'save' | 'submit' | 'number';
}

/** The draft as it was saved last: `as` is what was sent then. */
const savedDraft = z.object({ id: z.string(), version: z.number(), as: draftFields });
type SavedDraft = z.output<typeof savedDraft>;

/** Saves the draft, then submits or numbers it; what was saved before a refusal, or without an answer, is changed and not made twice. */
export function useSaving(
  kept: KeptForm,
  draft: OutgoingView | undefined,
  onDone: (saved: OutgoingView, saving: Saving) => void,
) {
  const [save] = useState(() => savingOf(kept, draft));
  return useAct(
    async ({ fields, version: shown, then }: Saving, idempotencyKey) => {
      if (then === 'number') {
        const { answersDocumentIds: _, letter: __, attachmentUploadIds: ___, uploadId, ...ink } = fields;
        return outgoing.registerInkSigned({ body: { ...ink, uploadId: uploadId ?? '' }, idempotencyKey });
      }
      const { id, version } = await save(fields, shown, idempotencyKey);
      const params = { documentId: id };
      if (then === 'save') return outgoing.getOutgoing({ params });
      return outgoing.submitDraft({ params, body: { version }, idempotencyKey });
    },
    { kept, onDone },
  );
}

/**
 * Makes the draft once and changes it from then on. What was sent is remembered with the form, so that a lost answer shuts nobody in: the
 * same contents are not sent again, and a version that one’s own change made is one’s own.
 */
function savingOf(kept: KeptForm, draft: OutgoingView | undefined) {
  const saved = ({ id, version }: OutgoingView, as: DraftFields): SavedDraft => {
    const known = { id, version, as };
    kept.keep('saved', known, 'person');
    return known;
  };
  const known = (version: number): Omit<SavedDraft, 'as'> | SavedDraft | undefined => {
    const before = kept.read('saved', savedDraft);
    return before && before.version >= version ? before : draft && { id: draft.id, version };
  };
  const change = async (fields: DraftFields, { id, version }: Omit<SavedDraft, 'as'>): Promise<SavedDraft> => {
    const params = { documentId: id };
    const before = kept.read('changed', draftFields);
    kept.keep('changed', fields, 'person');
    try {
      return saved(await outgoing.changeDraft({ params, body: fields, ifMatch: version }), fields);
    } catch (error) {
      if (before === undefined || problemOf(error).status !== 412) throw error;
      const now = await outgoing.getOutgoing({ params });
      if (now.version !== version + 1 || !isWrittenBy(now, before)) throw error;
      return saved(await outgoing.changeDraft({ params, body: fields, ifMatch: now.version }), fields);
    }
  };
  const make = async (fields: DraftFields, idempotencyKey: string): Promise<SavedDraft> => {
    // Made already, perhaps: the same contents under the same key answer what was made, and the rest is a change of it.
    const first = kept.read('made', draftFields) ?? fields;
    kept.keep('made', first, 'person');
    try {
      return saved(await outgoing.createDraft({ body: first, idempotencyKey }), first);
    } catch (error) {
      if (!problemOf(error).passing) kept.keep('made', undefined, 'person');
      throw error;
    }
  };
  return async (fields: DraftFields, version: number, idempotencyKey: string): Promise<Omit<SavedDraft, 'as'>> => {
    const made = known(version) ?? (await make(fields, idempotencyKey));
    return 'as' in made && JSON.stringify(made.as) === JSON.stringify(fields) ? made : await change(fields, made);
  };
}
