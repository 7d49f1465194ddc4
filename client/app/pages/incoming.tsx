import { useParams } from '@tanstack/react-router';
import { IncomingDocument } from '../../features/document/incoming-document.tsx';
import { IncomingPage } from '../../features/incoming/incoming-page.tsx';

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
