import { useParams } from '@tanstack/react-router';
import type { OutgoingView } from '../../../server/registry/outgoing/contract.ts';
import { OutgoingPage } from '../../features/outgoing/outgoing-page.tsx';
import { OutgoingSignatures } from '../../features/signing/outgoing-signatures.tsx';

const signatures = (document: OutgoingView) => <OutgoingSignatures document={document} />;

/** Outgoing documents, with the one that is open beside the list. */
export function OutgoingScreen() {
  const { id } = useParams({ strict: false });
  return <OutgoingPage {...(id === undefined ? {} : { selectedId: id })} signatures={signatures} />;
}
