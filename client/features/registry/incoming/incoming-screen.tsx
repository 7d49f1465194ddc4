import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IncomingSummary, IncomingView } from '../../../../server/registry/incoming/contract.ts';
import type { Candidate } from '../../../ui/many/many-plan.ts';
import { IncomingDocument } from './document/incoming-document.tsx';
import { IncomingPage } from './incoming-page.tsx';

declare module '../../../ui/parts.ts' {
  interface PartsOfPages {
    'incoming-document': {
      /** The buttons of what may be done to it now. */
      readonly acts: (document: IncomingView) => ReactNode;
      /** The form of the act that the address names, nothing when it is not theirs. */
      readonly form: (document: IncomingView, name: string) => ReactNode;
      /** What has to be known, or decided, before anything else. */
      readonly matters: (document: IncomingView) => ReactNode;
      /** Who handles it. */
      readonly handling: (document: IncomingView) => ReactNode;
      /** The verdict on its file. */
      readonly signatures: (document: IncomingView) => ReactNode;
      /** How those chosen in the list are presented to a leader. */
      readonly toPresent: (chosen: readonly IncomingSummary[], clear: () => void) => ReactNode;
      /** The form by which it is printed. */
      readonly print: (document: IncomingView, close: () => void) => ReactNode;
      /** How those chosen in the list are printed. */
      readonly toPrint: (chosen: readonly Candidate[], clear: () => void) => ReactNode;
    };
  }
}

/** Incoming documents: the list, and beside it the document that is open. */
export function IncomingScreen() {
  const { id } = useParams({ strict: false });
  if (id === undefined) return <IncomingPage />;
  return (
    <IncomingPage selectedId={id}>
      <IncomingDocument key={id} id={id} />
    </IncomingPage>
  );
}
