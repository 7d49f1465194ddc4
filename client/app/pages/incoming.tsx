import { useParams } from '@tanstack/react-router';
import { signingContract } from '../../../server/signing/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import { ActForm, Acts } from '../../features/document/acts.tsx';
import { Handling } from '../../features/document/handling.tsx';
import { IncomingDocument, type PartsOfIncoming } from '../../features/document/incoming-document.tsx';
import { IncomingPage } from '../../features/incoming/incoming-page.tsx';
import { FileSignatures } from '../../features/signing/file-signatures.tsx';

const parts: PartsOfIncoming = {
  acts: (document) => <Acts document={document} />,
  form: (document, name) => <ActForm document={document} name={name} />,
  handling: (document) => <Handling document={document} />,
  signatures: ({ id, files }) => (
    <FileSignatures
      asked={queryOf(signingContract, 'verifyIncoming', { params: { documentId: id } })}
      fileName={files.find(({ role }) => role === 'main')?.name ?? ''}
    />
  ),
};

/** Incoming documents: the list, and beside it the document that is open. */
export function IncomingScreen() {
  const { id } = useParams({ strict: false });
  if (id === undefined) return <IncomingPage />;
  return (
    <IncomingPage selectedId={id}>
      <IncomingDocument key={id} id={id} parts={parts} />
    </IncomingPage>
  );
}
