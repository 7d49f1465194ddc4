import { EditOutlined, StopOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { pageAddress } from '../../../../server/platform/page-address.ts';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { registryPages } from '../../../../server/registry/pages.ts';
import { useAct } from '../../../api/act.ts';
import { api } from '../../../api/client.ts';
import { useRights } from '../../../api/session.ts';
import { shortMoment } from '../../../text/format.ts';
import { useText } from '../../../text/language.ts';
import { DecideAsked, type Reasoned } from '../../../ui/documents/decide-asked.tsx';
import { Notice } from '../../../ui/feedback/notices.tsx';
import { showToast } from '../../../ui/feedback/toast.tsx';
import { ReasonedAct } from '../../../ui/forms/reason-form.tsx';
import { useKeptForm } from '../../../ui/forms/use-kept.ts';
import { LinkButton } from '../../../ui/layout/link-button.tsx';
import { partsOf } from '../../../ui/parts.ts';
import { outgoingText } from './text.ts';

const outgoing = api(outgoingContract);

interface OfDocument {
  readonly document: OutgoingView;
}

/** *Thu hồi*: what asks for it, what decides about it, or that it was done. */
export function Recall({ document }: OfDocument) {
  if (document.recalled) return <Recalled document={document} recalled={document.recalled} />;
  if (document.recallRequest) return <Asked document={document} request={document.recallRequest} />;
  if (document.state !== 'issued') return null;
  return (
    <div className="flex gap-8 wrap">
      {document.allowed.includes('request-recall') && <Ask document={document} />}
      <Replace document={document} />
    </div>
  );
}

function Recalled({ document, recalled }: OfDocument & { readonly recalled: NonNullable<OutgoingView['recalled']> }) {
  const words = useText(outgoingText).recall;
  const { recallRequest: request } = document;
  const { replacedBy } = recalled;
  const title = replacedBy ? words.replaced : words.recalled;
  return (
    <Notice tone="bad" icon={<StopOutlined />} title={title(shortMoment(recalled.at))}>
      {replacedBy && (
        <div>
          <Link to={pageAddress(registryPages.outgoingDocument, { id: replacedBy.documentId })} className="underlined">
            {words.replacedBy(replacedBy.code)}
          </Link>
        </div>
      )}
      {request && (
        <div>
          {replacedBy ? `“${request.reason}”` : `“${request.reason}” ${words.agreed(request.name, recalled.by)}`}
        </div>
      )}
      <div>{words.stays}</div>
    </Notice>
  );
}

/** *Thay thế*: leads to the draft of a document in its place, for whoever may write one. */
function Replace({ document: { id, medium } }: OfDocument) {
  const words = useText(outgoingText).recall;
  const mayDraft = useRights().includes('registry.draft');
  if (!mayDraft || medium !== 'electronic') return null;
  return (
    <LinkButton to="/van-ban-di/soan" search={{ 'thay-the': id }} icon={<EditOutlined />} small>
      {words.replace}
    </LinkButton>
  );
}

/** Asks to take it back, with the reason; the other office decides. */
function Ask({ document }: OfDocument) {
  const words = useText(outgoingText).recall;
  const { id: documentId, version } = document;
  const kept = useKeptForm('thu-hoi', documentId);
  const act = useAct(
    (body: Reasoned, idempotencyKey) => outgoing.requestRecall({ params: { documentId }, body, idempotencyKey }),
    { kept, onDone: ({ code }) => showToast({ words: words.asked(code) }) },
  );
  return (
    <ReasonedAct
      act={act}
      run={(reason) => act.run({ version, reason })}
      kept={kept}
      words={{ act: words.ask, reason: words.reason, note: words.askNote }}
      icon={<StopOutlined />}
      quiet
      danger
    >
      {partsOf('outgoing-document').toldOtherwise?.(document, 'revoke')}
    </ReasonedAct>
  );
}

/** Somebody asks to take it back; the other office decides. */
function Asked({ document, request }: OfDocument & { readonly request: NonNullable<OutgoingView['recallRequest']> }) {
  const words = useText(outgoingText).recall;
  const { id: documentId, version, allowed } = document;
  const agree = useAct(
    (_: undefined, idempotencyKey) =>
      outgoing.recallDocument({ params: { documentId }, body: { version }, idempotencyKey }),
    { onDone: ({ code }) => showToast({ words: words.done(code) }) },
  );
  const kept = useKeptForm('khong-thu-hoi', documentId);
  const keep = useAct(
    (body: Reasoned, idempotencyKey) => outgoing.keepIssued({ params: { documentId }, body, idempotencyKey }),
    { kept, onDone: ({ code }) => showToast({ words: words.kept(code) }) },
  );
  const mayAgree = allowed.includes('recall');
  return (
    <DecideAsked
      icon={<StopOutlined />}
      title={words.asks(request.name, shortMoment(request.at))}
      agree={{ may: mayAgree, act: agree, words: words.agree }}
      decline={{
        ...{ may: allowed.includes('keep-issued'), act: keep, run: (reason) => keep.run({ version, reason }), kept },
        words: { act: words.keep, reason: words.keepReason, note: words.keepNote },
      }}
    >
      “{request.reason}” {mayAgree ? words.agreeNote : words.waits}
      {mayAgree && partsOf('outgoing-document').toldOtherwise?.(document, 'revoke')}
    </DecideAsked>
  );
}
