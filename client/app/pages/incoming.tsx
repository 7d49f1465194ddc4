import { useParams } from '@tanstack/react-router';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { IncomingDocument } from '../../features/document/incoming-document.tsx';
import { IncomingPage } from '../../features/incoming/incoming-page.tsx';
import { FileSignatures } from '../../features/signing/file-signatures.tsx';

const signatures = ({ id, files }: IncomingView) => (
  <FileSignatures
    asked={queryOf(signingContract, 'verifyIncoming', { params: { documentId: id } })}
    fileName={files.find(({ role }) => role === 'main')?.name ?? ''}
  />
);

/** Incoming documents: the list, and beside it the document that is open. */
export function IncomingScreen() {
  const { id } = useParams({ strict: false });
  if (id === undefined) return <IncomingPage />;
  return (
    <IncomingPage selectedId={id}>
      <IncomingDocument key={id} id={id} signatures={signatures} />
    </IncomingPage>
  );
}
