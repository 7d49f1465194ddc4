import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IncomingView } from '../../../../server/registry/incoming/contract.ts';
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
