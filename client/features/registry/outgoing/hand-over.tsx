import { UserSwitchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { identityContract } from '../../../../server/identity/contract.ts';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useFirstField } from '../../../ui/forms/first-field.ts';
import { useForm } from '../../../ui/forms/form.ts';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { KeptNotice } from '../../../ui/forms/kept-notice.tsx';
import { PersonPicker } from '../../../ui/forms/pickers.tsx';
import { TextArea } from '../../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);
const { body } = outgoingContract.handOverDraft;
const drafting: readonly string[] = ['clerk', 'leader', 'unit-head', 'specialist'];

/** The search parameter that opens the form with the document. */
export const HANDING_OVER = 'giao-soan';

/** Whoever drafted this is gone: says so, and gives it to somebody else (*giao người khác soạn tiếp*). */
export function HandOver({ document }: { readonly document: OutgoingView }) {
  const words = useText(outgoingText).handOver;
  const [{ lam }, setFilters] = useFilters();
  const isOpen = lam === HANDING_OVER;
  const { show } = usePanel();
  useEffect(() => {
    if (isOpen) show(true);
  }, [isOpen, show]);
  return (
    <>
      <Notice
        tone="caution"
        icon={<UserSwitchOutlined />}
        title={words.title(document.drafter.name)}
        {...(isOpen ? {} : { actions: <Button onClick={() => setFilters({ lam: HANDING_OVER })}>{words.act}</Button> })}
      >
        {words.note}
      </Notice>
      {isOpen && <HandOverForm document={document} close={() => setFilters({ lam: undefined })} />}
    </>
  );
}

function HandOverForm({ document, close }: { readonly document: OutgoingView; readonly close: () => void }) {
  const words = useText(outgoingText).handOver;
  const positions = useQuery(queryOf(identityContract, 'listPositions'));
  const { id: documentId, version, drafter } = document;
  const kept = useKeptForm('giao-soan', documentId);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      outgoing.handOverDraft({ params: { documentId }, body: input, idempotencyKey }),
    {
      kept,
      onDone: (handed) => {
        showToast({ words: words.done(handed.drafter.name) });
        close();
      },
    },
  );
  const form = useForm({ version, drafterPositionId: '', reason: words.usual(drafter.name) }, body, act.problem, kept);
  const choices = (positions.data ?? [])
    .filter(({ roles }) => roles.some((role) => drafting.includes(role)))
    .map(({ id, fullName, title, unitName }) => ({
      value: id,
      label: fullName,
      note: [title, unitName].filter(Boolean).join(' · '),
    }));
  return (
    <form
      ref={useFirstField<HTMLFormElement>()}
      className="card number-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = form.check();
        if (values) act.run({ ...values, version });
      }}
    >
      <KeptNotice kept={kept} />
      <FormField label={words.drafter} error={form.error('drafterPositionId')} required>
        {(control) => (
          <PersonPicker
            control={control}
            loading={positions.isPending}
            choices={choices}
            value={form.values.drafterPositionId || null}
            onChange={(id) => form.set('drafterPositionId', id ?? '')}
          />
        )}
      </FormField>
      <FormField label={words.reason} hint={words.reasonHint} error={form.error('reason')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 6]}
            maxLength={500}
            value={form.values.reason}
            onChange={(event) => form.set('reason', event.target.value)}
          />
        )}
      </FormField>
      <ActNotice act={act} />
      <div className="flex gap-8">
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {words.act}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </form>
  );
}
