import { StopOutlined } from '@ant-design/icons';
import { type IncomingView, incomingContract } from '../../../../../server/registry/incoming/contract.ts';
import { useAct } from '../../../../api/act.ts';
import { api } from '../../../../api/client.ts';
import { useText } from '../../../../text/language.ts';
import type { Reasoned } from '../../../../ui/documents/decide-asked.tsx';
import { VoidAsked, VoidForm } from '../../../../ui/documents/void-number.tsx';
import { voidText } from '../../../../ui/documents/void-text.ts';
import { Notice } from '../../../../ui/feedback/notices.tsx';
import { showToast } from '../../../../ui/feedback/toast.tsx';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { documentText } from './text.ts';

const incoming = api(incomingContract);

interface OfDocument {
  readonly document: IncomingView;
}

/** Asks to void the number of an incoming document that was registered by mistake. */
export function VoidIncoming({ document, close }: OfDocument & { readonly close: () => void }) {
  const words = useText(voidText);
  const kept = useKeptForm('huy-so', document.id);
  const act = useAct(
    (body: Reasoned, idempotencyKey) =>
      incoming.requestVoidIncoming({ params: { documentId: document.id }, body, idempotencyKey }),
    {
      kept,
      onDone: ({ arrivalNumber }) => {
        showToast({ words: words.voidAsked(String(arrivalNumber)) });
        close();
      },
    },
  );
  return <VoidForm kept={kept} act={act} version={document.version} close={close} />;
}

/** What a request to void the number has come to: it waits for a second person, or the number counts no longer. */
export function VoidNotice({ document }: OfDocument) {
  const words = useText(voidText);
  const { voidRequest: request, voidedBy } = document;
  if (!request) return null;
  if (voidedBy === null) return <Asked document={document} request={request} />;
  return (
    <Notice tone="bad" icon={<StopOutlined />} title={words.isVoided}>
      “{request.reason}” {words.agreed(request.name, voidedBy)}
    </Notice>
  );
}

function Asked({ document, request }: OfDocument & { readonly request: NonNullable<IncomingView['voidRequest']> }) {
  const words = useText(voidText);
  const { waits, keepNote } = useText(documentText).voiding;
  const { id: documentId, version } = document;
  const agree = useAct(
    (_: undefined, idempotencyKey) =>
      incoming.voidIncoming({ params: { documentId }, body: { version }, idempotencyKey }),
    { onDone: ({ arrivalNumber }) => showToast({ words: words.voided(String(arrivalNumber)) }) },
  );
  const kept = useKeptForm('giu-so', documentId);
  const keep = useAct(
    (body: Reasoned, idempotencyKey) => incoming.keepIncoming({ params: { documentId }, body, idempotencyKey }),
    { kept, onDone: ({ arrivalNumber }) => showToast({ words: words.kept(String(arrivalNumber)) }) },
  );
  return (
    <VoidAsked
      document={document}
      request={request}
      agree={agree}
      keep={keep}
      kept={kept}
      waits={waits}
      keepNote={keepNote}
    />
  );
}
