import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { useAskedByKey } from '../../../ui/dialogs/asked-by-key.tsx';
import { ActNotice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { KeyHint } from '../../../ui/keys/key-hint.tsx';
import { useKey } from '../../../ui/keys/keyboard.ts';
import { usePanel } from '../../../ui/layout/panes.tsx';
import { useFilters } from '../../../ui/lists/filters.ts';
import { useMedia } from '../../../ui/theme/use-media.ts';
import { DeleteDraft } from './drafts/delete-draft.tsx';
import { HANDING_OVER } from './hand-over.tsx';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);

/** Drafting, signing, numbering: what the server allows this person now, the next one solid. */
export function DocumentActs({ document }: { readonly document: OutgoingView }) {
  const text = useText(outgoingText);
  const navigate = useNavigate();
  const panel = usePanel();
  const [, setFilters] = useFilters();
  const panelIsAway = useMedia('(max-width: 991.98px)');
  const { allowed, id, version } = document;
  const send = (name: 'submitDraft' | 'withdrawDraft') => (_: undefined, idempotencyKey: string) =>
    outgoing[name]({ params: { documentId: id }, body: { version }, idempotencyKey });
  const submit = useAct(send('submitDraft'), { onDone: () => showToast({ words: text.submitted }) });
  const withdraw = useAct(send('withdrawDraft'), { onDone: () => showToast({ words: text.withdrawn }) });
  const go = (to: string) => (): void => void navigate({ to });
  const returned = document.notice !== null;
  const acts: { readonly name: string; readonly words: string; readonly run: () => void; readonly busy?: boolean }[] =
    [];
  const edit = {
    name: 'edit',
    words: returned ? text.actions.correct : text.actions.edit,
    run: go(`/van-ban-di/${id}/soan`),
  };
  if (allowed.includes('edit') && returned) acts.push(edit);
  if (allowed.includes('submit'))
    acts.push({ name: 'submit', words: text.actions.submit, run: () => submit.run(undefined), busy: submit.busy });
  if (allowed.includes('edit') && !returned) acts.push(edit);
  if (allowed.includes('sign')) acts.push({ name: 'sign', words: text.actions.sign, run: go(`/van-ban-di/${id}/ky`) });
  if (allowed.includes('withdraw'))
    acts.push({
      name: 'withdraw',
      words: text.actions.withdraw,
      run: () => withdraw.run(undefined),
      busy: withdraw.busy,
    });
  if (panelIsAway && allowed.includes('hand-over'))
    acts.push({ name: 'hand-over', words: text.handOver.act, run: () => setFilters({ lam: HANDING_OVER }) });
  const toNumber = panelIsAway && allowed.includes('number');
  if (panelIsAway && allowed.includes('void'))
    acts.push({ name: 'void', words: text.actions.void, run: () => panel.show(true) });
  if (toNumber) acts.push({ name: 'number', words: text.actions.number, run: () => panel.show(true) });
  const next = acts.find(({ name }) => name !== 'withdraw');
  const { ask, question } = useAskedByKey(text.actions.submit, next?.name === 'submit' ? next.run : undefined);
  useKey('t', ask ?? next?.run);
  useKey('k', allowed.includes('sign') ? go(`/van-ban-di/${id}/ky`) : undefined);
  useKey('ctrl+enter', next?.run);
  return (
    <>
      {question}
      {acts.map((act) => (
        <Button
          key={act.name}
          type={act === next ? 'primary' : 'default'}
          loading={act.busy ?? false}
          onClick={act.run}
        >
          {act.words}
          {act === next && <KeyHint keys={['T']} />}
        </Button>
      ))}
      {allowed.includes('delete') && <DeleteDraft key={id} document={document} />}
      <ActNotice act={submit} />
      <ActNotice act={withdraw} />
    </>
  );
}
