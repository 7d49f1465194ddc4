import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import type { Reasoned } from '../../../ui/documents/decide-asked.tsx';
import { VoidAsked, VoidForm } from '../../../ui/documents/void-number.tsx';
import { voidText } from '../../../ui/documents/void-text.ts';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);

interface OfDocument {
  readonly document: OutgoingView;
}

/** Asks to void the number of an outgoing document. */
export function VoidOutgoing({ document, close }: OfDocument & { readonly close: () => void }) {
  const words = useText(voidText);
  const kept = useKeptForm('huy-so', document.id);
  const act = useAct(
    (body: Reasoned, idempotencyKey) =>
      outgoing.requestVoid({ params: { documentId: document.id }, body, idempotencyKey }),
    { kept, onDone: ({ code }) => showToast({ words: words.voidAsked(code) }) },
  );
  return <VoidForm kept={kept} act={act} version={document.version} close={close} />;
}

/** Somebody asks to void the number of an outgoing document. */
export function OutgoingVoidAsked({
  document,
  request,
}: OfDocument & { readonly request: NonNullable<OutgoingView['voidRequest']> }) {
  const words = useText(voidText);
  const { waitsForSecond, keepNote } = useText(outgoingText).number;
  const { id: documentId, version } = document;
  const agree = useAct(
    (_: undefined, idempotencyKey) =>
      outgoing.voidNumber({ params: { documentId }, body: { version }, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.voided(code) }) },
  );
  const kept = useKeptForm('giu-so', documentId);
  const keep = useAct(
    (body: Reasoned, idempotencyKey) => outgoing.keepNumber({ params: { documentId }, body, idempotencyKey }),
    { kept, onDone: ({ code }) => showToast({ words: words.kept(code) }) },
  );
  return (
    <VoidAsked
      document={document}
      request={request}
      agree={agree}
      keep={keep}
      kept={kept}
      waits={waitsForSecond}
      keepNote={keepNote}
    />
  );
}
