import { useQueries } from '@tanstack/react-query';
import { type IncomingView, incomingContract } from '../../../../server/registry/incoming/contract.ts';
import { queryOf } from '../../../api/query-client.ts';

/** An incoming document that an outgoing one answers, as far as the reader may read it. */
export interface Answered {
  readonly id: string;
  /** What it is; undefined while it is asked for, and where the reader may not read it. */
  readonly letter: IncomingView | undefined;
  readonly isAsked: boolean;
}

/** The incoming documents with these ids, each asked for by itself. */
export function useAnswered(ids: readonly string[]): readonly Answered[] {
  const found = useQueries({
    queries: ids.map((documentId) => queryOf(incomingContract, 'getIncoming', { params: { documentId } })),
  });
  return ids.map((id, index) => ({ id, letter: found[index]?.data, isAsked: found[index]?.isPending ?? true }));
}
