import { arrivalsContract } from '../../../server/exchange/arrivals/contract.ts';
import { signingContract } from '../../../server/signing/contract.ts';
import { queryOf } from '../../api/query-client.ts';
import type { PartsOfPages } from '../../ui/parts.ts';
import { PrintForm } from './prints/print-form.tsx';
import { PrintMany } from './prints/print-many.tsx';
import { FileSignatures } from './verification/file-signatures.tsx';
import { OutgoingSignatures } from './verification/outgoing-signatures.tsx';

const mainOf = (files: readonly { readonly role: string; readonly name: string }[]) =>
  files.find(({ role }) => role === 'main')?.name ?? '';

/** What signing shows on the pages of documents: the verdict on their signatures, and how they are printed. */
export const onIncoming = {
  signatures: ({ id, files, recalled }) => (
    <FileSignatures
      asked={queryOf(signingContract, 'verifyIncoming', { params: { documentId: id } })}
      fileName={mainOf(files)}
      advises={recalled === null}
    />
  ),
  print: ({ id }, close) => <PrintForm document={{ id, kind: 'incoming', hasOriginal: false }} close={close} />,
  toPrint: (candidates, clear) => <PrintMany kind="incoming" candidates={candidates} clear={clear} />,
} as const satisfies Partial<PartsOfPages['incoming-document']>;

export const onOutgoing = {
  signatures: (document) => <OutgoingSignatures document={document} />,
  print: ({ id, state }, close) => (
    <PrintForm
      document={{ id, kind: 'outgoing', hasOriginal: state === 'numbered' || state === 'issued' }}
      close={close}
    />
  ),
  toPrint: (candidates, clear) => <PrintMany kind="outgoing" candidates={candidates} clear={clear} />,
} as const satisfies Partial<PartsOfPages['outgoing-document']>;

export const onArrival = {
  signatures: ({ id, files, state, back }) => (
    <FileSignatures
      asked={queryOf(arrivalsContract, 'getArrivalVerification', { params: { arrivalId: id } })}
      fileName={mainOf(files)}
      advises={state !== 'returned' && back === null}
    />
  ),
} as const satisfies Partial<PartsOfPages['arrival']>;
