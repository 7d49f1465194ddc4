import { FilePdfOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { identityContract } from '../../../../../server/identity/contract.ts';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import { draftFields } from '../../../../../server/registry/outgoing/drafts/contract.ts';
import type { OutgoingView } from '../../../../../server/registry/outgoing/view-contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useSession } from '../../../../api/session.ts';
import { useText } from '../../../../text/language.ts';
import { ActNotice, EmptyState } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { takeLeftFiles } from '../../../../ui/files/dropped-files.ts';
import { ConfirmBar } from '../../../../ui/forms/confirm-bar.tsx';
import { useEditing } from '../../../../ui/forms/editing.ts';
import { useFirstField } from '../../../../ui/forms/first-field.ts';
import type { Form } from '../../../../ui/forms/form.ts';
import type { KeptForm } from '../../../../ui/forms/kept-form.ts';
import { KeptNotice } from '../../../../ui/forms/kept-notice.tsx';
import { useKept, useThrownAway } from '../../../../ui/forms/use-kept.ts';
import { useKey } from '../../../../ui/keys/keyboard.ts';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import { issuing, lacksPaperReason, withMore } from '../recipients/recipients.ts';
import { RecipientsField } from '../recipients/recipients-field.tsx';
import { AnsweredField } from './answered-field.tsx';
import { DraftFields } from './draft-fields.tsx';
import { Attachments, LetterFields, MainFile } from './draft-material.tsx';
import { type DraftValues, emptyDraft, madeAs, replacing, valuesOf, type Way } from './draft-values.ts';
import { LetterPreview } from './letter-preview.tsx';
import { type Saving, useSaving } from './saving.ts';
import { filesOverNewer, type Upload, useUploads } from './uploads.ts';
import { writeText } from './write-text.ts';

interface WhatIsWritten {
  readonly kept: KeptForm;
  readonly way: Way;
  readonly draft?: OutgoingView;
  readonly answers?: IncomingView;
  readonly replaces?: OutgoingView;
}

/** The form at the left, the pages at the right: what is typed and what will be signed stand beside each other. */
export function Writing({ notice, ...what }: WhatIsWritten & { readonly notice: ReactNode }) {
  const words = useText(writeText);
  const { way, kept } = what;
  const { form, main, mainFile, beside, act, press, lacks } = useDraft(what);
  const { values, set } = form;
  const solid = way === 'giay' ? 'number' : 'submit';
  useKey('ctrl+enter', () => press(solid));
  const content =
    way === 'soan' && values.letter ? (
      <LetterFields letter={values.letter} change={(letter) => set('letter', letter)} error={form.error('letter')} />
    ) : null;
  return (
    <form
      ref={useFirstField<HTMLFormElement>()}
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        press(solid);
      }}
    >
      <div className="write-form">
        <div className="write-fields form">
          {notice}
          <KeptNotice kept={kept} />
          {way !== 'soan' && (
            <MainFile main={mainFile} scan={way === 'giay'} choose={main.replace} error={lacks.content} />
          )}
          <DraftFields
            form={form}
            content={content}
            answers={
              way === 'giay' ? null : (
                <AnsweredField
                  ids={values.answersDocumentIds ?? []}
                  recipients={values.recipients}
                  change={(ids) => set('answersDocumentIds', ids)}
                  addRecipient={(recipient) => set('recipients', withMore(values.recipients, [recipient]))}
                  error={form.error('answersDocumentIds')}
                />
              )
            }
            recipients={
              <RecipientsField
                recipients={values.recipients}
                files={{ main: mainFile ? [mainFile] : [], beside: beside.uploads }}
                change={(recipients) => set('recipients', recipients)}
                error={lacks.reason}
              />
            }
          />
          {way !== 'giay' && <Attachments uploads={beside} />}
          <ActNotice act={act} />
        </div>
        <Buttons way={way} busy={act.busy} save={() => press('save')} />
      </div>
      <section className="write-pages" aria-label={words.preview} data-pane tabIndex={-1}>
        {way === 'soan' ? <LetterPreview values={values} /> : <FilePages main={mainFile} />}
      </section>
    </form>
  );
}

/** What is typed, its files, and the act that takes both; all of it stays over a reload. */
function useDraft({ kept, way, draft, answers, replaces }: WhatIsWritten) {
  const words = useText(writeText);
  const navigate = useNavigate();
  const unitId = useSession()?.position?.unitId ?? null;
  const sending = useSaving(kept, draft, (saved, { then }) => {
    const said = { save: words.saved, submit: words.submitted, number: words.numbered(saved.code) }[then];
    showToast({ words: said });
    void navigate({ to: `/van-ban-di/${saved.id}` });
  });
  const [initial] = useState(() => (replaces ? replacing(replaces) : answering(emptyDraft(way, unitId), answers)));
  const latest = { version: draft?.version ?? 0, values: draft ? valuesOf(draft) : initial };
  const { form, version, base, act } = useEditing(latest, draftFields, sending, kept);
  const { values, set } = form;
  useWay(kept, way, form);
  useOnlySigner(values.signerPositionId, (id) => form.fill((before) => ({ ...before, signerPositionId: id })));
  const [ownMain, ownBeside] = [filesOf(draft, 'main'), filesOf(draft, 'attachment')];
  const main = useUploads({ kept, part: 'main' }, ownMain, (id) => set('uploadId', id));
  const beside = useUploads({ kept, part: 'beside' }, ownBeside, () => undefined);
  const takeOver =
    act.takeOver &&
    (() => {
      const { uploadId, attachmentUploadIds } = base.values;
      main.takeOver((typed) => filesOverNewer(uploadId ? [uploadId] : [], typed, ownMain).slice(-1));
      beside.takeOver((typed) => filesOverNewer(attachmentUploadIds ?? [], typed, ownBeside));
      act.takeOver?.();
    });
  const [tried, setTried] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: files left by another page are taken once
  useEffect(() => {
    const [file] = takeLeftFiles();
    if (file) main.replace(file);
  }, []);
  const [mainFile] = main.uploads;
  const lacksContent = way !== 'soan' && mainFile?.id === undefined;
  const lacksReason = lacksPaperReason(values.recipients);
  const press = (then: Saving['then']): void => {
    setTried(true);
    const fields = form.check();
    if (!fields || lacksContent || lacksReason || beside.sending) return;
    const attachmentUploadIds = beside.uploads.flatMap(({ id }) => (id === undefined ? [] : [id]));
    act.run({
      fields: { ...fields, uploadId: way === 'soan' ? null : (mainFile?.id ?? null), attachmentUploadIds },
      version,
      then,
    });
  };
  const noContent = main.sending ? words.waitUpload : words.needContent;
  const lacks = {
    content: tried && lacksContent ? noContent : form.error('uploadId'),
    reason: tried && lacksReason ? words.needPaperReason : form.error('recipients'),
  };
  return { form, main, mainFile, beside, act: takeOver ? { ...act, takeOver } : act, press, lacks };
}

/** Another way makes the draft from something else; a letter that was typed is there again on the way back. */
function useWay(kept: KeptForm, way: Way, form: Pick<Form<DraftValues, unknown>, 'values' | 'fill'>): void {
  const [text, , setText] = useKept<DraftValues['letter']>(kept, 'letter', null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another way changes what the draft is made from
  useEffect(() => {
    const { letter } = form.values;
    if (letter !== null) setText(() => letter);
    form.fill((before) => madeAs(before, way, text));
  }, [way]);
  useThrownAway(kept, () => form.fill((before) => madeAs(before, way, null)));
}

/** The last button of each way takes the draft on; what is not on paper can be kept as a draft before. */
function Buttons({ way, busy, save }: { readonly way: Way; readonly busy: boolean; readonly save: () => void }) {
  const words = useText(writeText);
  return (
    <ConfirmBar note={<span className="third">{way === 'giay' ? words.inkNote : words.submitNote}</span>}>
      {way !== 'giay' && (
        <Button loading={busy} onClick={save}>
          {words.save}
        </Button>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {way === 'giay' ? words.number : words.submit}
      </Button>
    </ConfirmBar>
  );
}

function FilePages({ main }: { readonly main: Upload | undefined }) {
  const words = useText(writeText);
  if (!main || main.source === null) {
    return (
      <EmptyState icon={<FilePdfOutlined />} title={words.previewEmpty}>
        {words.fileEmptyNote}
      </EmptyState>
    );
  }
  return <PdfViewer key={main.key} source={main.source} name={main.name} size={main.size} />;
}

/** An answer goes to where the question came from. */
function answering(values: DraftValues, answers: IncomingView | undefined): DraftValues {
  if (!answers) return values;
  return { ...values, answersDocumentIds: [answers.id], recipients: [issuing(answers.issuer)] };
}

/** Chooses the signer by itself when the agency has only one. */
function useOnlySigner(chosen: string, choose: (id: string) => void): void {
  const positions = useQuery(queryOf(identityContract, 'listPositions')).data ?? [];
  const signers = positions.filter(({ roles }) => roles.includes('leader'));
  const only = signers.length === 1 ? signers[0]?.id : undefined;
  useEffect(() => {
    if (chosen === '' && only !== undefined) choose(only);
  });
}

function filesOf(draft: OutgoingView | undefined, role: 'main' | 'attachment'): Upload[] {
  if (!draft || (role === 'main' && draft.letter)) return [];
  return draft.files
    .filter((file) => file.role === role)
    .map(({ id, name, size }) => ({
      key: id,
      name,
      size,
      sent: 1,
      sentAt: null,
      id,
      problem: undefined,
      source: addressOf(outgoingContract.getOutgoingFile, { params: { documentId: draft.id, fileId: id } }),
    }));
}
