import { FilePdfOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { identityContract } from '../../../../../server/identity/contract.ts';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { draftFields, type OutgoingView, outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import { addressOf } from '../../../../api/client.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useSession } from '../../../../api/session.ts';
import { useText } from '../../../../text/language.ts';
import { ConfirmBar } from '../../../../ui/confirm-bar.tsx';
import { takeLeftFiles } from '../../../../ui/dropped-files.ts';
import { useFirstField } from '../../../../ui/first-field.ts';
import { useForm } from '../../../../ui/form.ts';
import type { KeptForm } from '../../../../ui/kept-form.ts';
import { KeptNotice } from '../../../../ui/kept-notice.tsx';
import { useKey } from '../../../../ui/keyboard.ts';
import { ActNotice, EmptyState } from '../../../../ui/notices.tsx';
import { PdfViewer } from '../../../../ui/pdf-viewer.tsx';
import { showToast } from '../../../../ui/toast.tsx';
import { useKept, useThrownAway } from '../../../../ui/use-kept.ts';
import { DraftFields } from './draft-fields.tsx';
import { Attachments, LetterFields, MainFile } from './draft-material.tsx';
import { type DraftValues, emptyDraft, madeAs, replacing, valuesOf, type Way } from './draft-values.ts';
import { LetterPreview } from './letter-preview.tsx';
import { lacksPaperReason } from './recipients.ts';
import { RecipientsField } from './recipients-field.tsx';
import { type Saving, useSaving } from './saving.ts';
import { type Upload, useUploads } from './uploads.ts';
import { writeText } from './write-text.ts';

/** The form at the left, the pages at the right: what is typed and what will be signed stand beside each other. */
export function Writing({
  kept,
  way,
  draft,
  answers,
  replaces,
  notice,
}: {
  readonly kept: KeptForm;
  readonly way: Way;
  readonly draft?: OutgoingView;
  readonly answers?: IncomingView;
  readonly replaces?: OutgoingView;
  readonly notice: ReactNode;
}) {
  const words = useText(writeText);
  const navigate = useNavigate();
  const unitId = useSession()?.position?.unitId ?? null;
  const act = useSaving(kept, draft, (saved, { then }) => {
    const said = { save: words.saved, submit: words.submitted, number: words.numbered(saved.code) }[then];
    showToast({ words: said });
    void navigate({ to: `/van-ban-di/${saved.id}` });
  });
  const [initial] = useState(() =>
    draft ? valuesOf(draft) : replaces ? replacing(replaces) : answering(emptyDraft(way, unitId), answers),
  );
  const form = useForm(initial, draftFields, act.problem, kept);
  const { values, set } = form;
  const [text, , setText] = useKept<DraftValues['letter']>(kept, 'letter', null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another way changes what the draft is made from
  useEffect(() => {
    if (values.letter !== null) setText(() => values.letter);
    form.fill((before) => madeAs(before, way, text));
  }, [way]);
  useThrownAway(kept, () => form.fill((before) => madeAs(before, way, null)));
  useOnlySigner(values.signerPositionId, (id) => form.fill((before) => ({ ...before, signerPositionId: id })));
  const main = useUploads({ kept, part: 'main' }, filesOf(draft, 'main'), (id) => set('uploadId', id));
  const beside = useUploads({ kept, part: 'beside' }, filesOf(draft, 'attachment'), () => undefined);
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
      then,
    });
  };
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
            <MainFile
              main={mainFile}
              scan={way === 'giay'}
              choose={main.replace}
              error={
                tried && lacksContent ? (main.sending ? words.waitUpload : words.needContent) : form.error('uploadId')
              }
            />
          )}
          <DraftFields
            form={form}
            content={content}
            recipients={
              <RecipientsField
                recipients={values.recipients}
                change={(recipients) => set('recipients', recipients)}
                error={tried && lacksReason ? words.needPaperReason : form.error('recipients')}
              />
            }
          />
          {way !== 'giay' && <Attachments uploads={beside} />}
          <ActNotice act={act} />
        </div>
        <ConfirmBar note={<span className="third">{way === 'giay' ? words.inkNote : words.submitNote}</span>}>
          {way !== 'giay' && (
            <Button loading={act.busy} onClick={() => press('save')}>
              {words.save}
            </Button>
          )}
          <Button type="primary" htmlType="submit" loading={act.busy}>
            {way === 'giay' ? words.number : words.submit}
          </Button>
        </ConfirmBar>
      </div>
      <section className="write-pages" aria-label={words.preview} data-pane tabIndex={-1}>
        {way === 'soan' ? <LetterPreview values={values} /> : <FilePages main={mainFile} />}
      </section>
    </form>
  );
}

function FilePages({ main }: { readonly main: Upload | undefined }) {
  const words = useText(writeText);
  if (!main) {
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
  const { agencyId, name } = answers.issuer;
  return {
    ...values,
    answersDocumentId: answers.id,
    recipients: [{ agencyId, name, paperCopies: agencyId === null ? 1 : 0, paperReason: null }],
  };
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
