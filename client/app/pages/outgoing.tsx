import { useParams } from '@tanstack/react-router';
import type { PartsOfOutgoing } from '../../features/outgoing/opened-document.tsx';
import { OutgoingPage } from '../../features/outgoing/outgoing-page.tsx';
import { TrackingTab } from '../../features/outgoing/tracking-tab.tsx';
import { OutgoingSignatures } from '../../features/signing/outgoing-signatures.tsx';

const parts: PartsOfOutgoing = {
  deliveries: (document) => <TrackingTab document={document} />,
  signatures: (document) => <OutgoingSignatures document={document} />,
};

/** Outgoing documents, with the one that is open beside the list. */
export function OutgoingScreen() {
  const { id } = useParams({ strict: false });
  return <OutgoingPage {...(id === undefined ? {} : { selectedId: id })} parts={parts} />;
}
