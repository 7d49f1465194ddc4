import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import type { Candidate } from '../../../ui/many/many-plan.ts';
import { OutgoingPage } from './outgoing-page.tsx';

declare module '../../../ui/parts.ts' {
  interface PartsOfPages {
    'outgoing-document': {
      /** Where it stands with each recipient. */
      readonly deliveries: (document: OutgoingView) => ReactNode;
      /** Whom a recall, a correction or a replacement would not reach by itself. */
      readonly toldOtherwise: (document: Pick<OutgoingView, 'id'>, about: 'revoke' | 'update' | 'replace') => ReactNode;
      /** The signatures on its file. */
      readonly signatures: (document: OutgoingView) => ReactNode;
      /** The form by which it is printed. */
      readonly print: (document: OutgoingView, close: () => void) => ReactNode;
      /** How those chosen in the list are printed. */
      readonly toPrint: (chosen: readonly Candidate[], clear: () => void) => ReactNode;
    };
  }
}

/** Outgoing documents, with the one that is open beside the list. */
export function OutgoingScreen() {
  const { id } = useParams({ strict: false });
  return <OutgoingPage {...(id === undefined ? {} : { selectedId: id })} />;
}
