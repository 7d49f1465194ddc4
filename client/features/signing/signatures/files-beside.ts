import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileView } from '../../../../server/registry/documents/contract.ts';
import { type IncomingView, incomingContract } from '../../../../server/registry/incoming/contract.ts';
import { outgoingContract } from '../../../../server/registry/outgoing/contract.ts';
import type { OutgoingView } from '../../../../server/registry/outgoing/view-contract.ts';
import { addressOf } from '../../../api/client.ts';
import { queryOf } from '../../../api/query-client.ts';

/** A file that goes with what is signed: an attachment, or a file of a letter that is being answered. */
export interface FileBeside {
  readonly file: FileView;
  readonly address: string;
  readonly of: 'attachment' | 'answered';
  /** Number and symbol of the letter that it belongs to. */
  readonly letter?: string;
}

/** The files that lie beside the page to be signed, which of them were opened here, and which one is shown in its place. */
export interface FilesBeside {
  readonly files: readonly FileBeside[];
  /** A letter that is answered could not be read. */
  readonly unreadable: boolean;
  readonly opened: ReadonlySet<string>;
  readonly unopened: readonly FileBeside[];
  readonly shown: FileBeside | undefined;
  show(beside: FileBeside | undefined): void;
  /** It stood on the screen, or was taken away to be opened by its program. */
  markOpened(id: string): void;
}

/** Gathers the attachments and the answered letters of a document; a signature stands for them too. */
export function useFilesBeside(document: OutgoingView): FilesBeside {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [shownId, setShownId] = useState<string>();
  const { answersDocumentIds } = document;
  const answered = useQueries({
    queries: answersDocumentIds.map((documentId) =>
      queryOf(incomingContract, 'getIncoming', { params: { documentId } }),
    ),
  });
  const attachments = document.files
    .filter(({ role }) => role === 'attachment')
    .map((file): FileBeside => {
      const params = { documentId: document.id, fileId: file.id };
      return { file, of: 'attachment', address: addressOf(outgoingContract.getOutgoingFile, { params }) };
    });
  const letters = answered.flatMap(({ data }) => (data ? data.files.map((file) => answeredFile(data, file)) : []));
  const files = [...attachments, ...letters];
  return {
    files,
    unreadable: answered.some(({ isError }) => isError),
    opened,
    unopened: files.filter(({ file }) => !opened.has(file.id)),
    shown: files.find(({ file }) => file.id === shownId),
    show: (beside) => setShownId(beside?.file.id),
    markOpened: (id) => setOpened((before) => (before.has(id) ? before : new Set([...before, id]))),
  };
}

function answeredFile({ id: documentId, code }: IncomingView, file: FileView): FileBeside {
  const params = { documentId, fileId: file.id };
  return { file, of: 'answered', letter: code, address: addressOf(incomingContract.getIncomingFile, { params }) };
}

/** Whether the browser shows it in place; anything else is opened by its own program. */
export const isShownHere = ({ mediaType }: FileView): boolean =>
  mediaType === 'application/pdf' || mediaType === 'image/png' || mediaType === 'image/jpeg';
