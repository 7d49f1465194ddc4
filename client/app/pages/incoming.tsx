import { useParams } from '@tanstack/react-router';
import { signingContract } from '../../../server/signing/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import {
  IncomingDocument,
  type PartsOfIncoming,
} from '../../features/registry/incoming/document/incoming-document.tsx';
import { IncomingPage } from '../../features/registry/incoming/incoming-page.tsx';
import { ActForm, Acts } from '../../features/routing/acts.tsx';
import { Handling } from '../../features/routing/handling.tsx';
import { FileSignatures } from '../../features/signing/verification/file-signatures.tsx';

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
