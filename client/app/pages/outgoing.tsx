import { useParams } from '@tanstack/react-router';
import { TrackingTab } from '../../features/exchange/deliveries/tracking-tab.tsx';
import type { PartsOfOutgoing } from '../../features/registry/outgoing/opened-document.tsx';
import { OutgoingPage } from '../../features/registry/outgoing/outgoing-page.tsx';
import { OutgoingSignatures } from '../../features/signing/verification/outgoing-signatures.tsx';

const parts: PartsOfOutgoing = {
  deliveries: (document) => <TrackingTab document={document} />,
  signatures: (document) => <OutgoingSignatures document={document} />,
};

/** Outgoing documents, with the one that is open beside the list. */
export function OutgoingScreen() {
  const { id } = useParams({ strict: false });
  return <OutgoingPage {...(id === undefined ? {} : { selectedId: id })} parts={parts} />;
}
