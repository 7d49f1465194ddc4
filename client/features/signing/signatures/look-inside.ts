import { useQuery } from '@tanstack/react-query';
import { type PreflightFinding, signingContract } from '../../../../server/signing/contract.ts';
import { api } from '../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../api/problem.ts';
import type { PageMark } from '../../../ui/pdf/page-mark.ts';

const signing = api(signingContract);

/** What is known of the file’s hidden content: still looking, could not be looked into, or what was found. */
export type Look =
  | { readonly state: 'looking'; readonly again: boolean }
  | { readonly state: 'failed'; readonly problem: ProblemError; readonly retry: () => void }
  | { readonly state: 'looked'; readonly findings: readonly PreflightFinding[] };

/** Has the server look for what the shown file holds beside what it shows (*thấy gì ký nấy*); once for the same bytes. */
export function useLookInside(documentId: string, fileSha256: string): Look {
  const asked = useQuery({
    queryKey: ['preflight', fileSha256],
    queryFn: ({ signal }) => signing.preflight({ params: { documentId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (asked.data?.fileSha256 === fileSha256) return { state: 'looked', findings: asked.data.findings };
  if (asked.error) return { state: 'failed', problem: problemOf(asked.error), retry: () => void asked.refetch() };
  return { state: 'looking', again: asked.failureCount > 0 };
}

/** The name of the mark that shows a finding on its page. */
export const markOfFinding = (index: number): string => `finding-${index + 1}`;

/** The findings that can be pointed at, each with its number in the list. */
export function marksOfLook(look: Look, wordsOf: (finding: PreflightFinding) => string): PageMark[] {
  if (look.state !== 'looked') return [];
  return look.findings.flatMap((finding, index): PageMark[] => {
    const { page, rectangle, refused } = finding;
    if (page === null || rectangle === null) return [];
    const { x, y, width, height } = rectangle;
    return [
      {
        id: markOfFinding(index),
        page,
        rect: [x, y, x + width, y + height],
        tone: refused ? 'bad' : 'caution',
        label: wordsOf(finding),
      },
    ];
  });
}

/** What the signer has seen and signs all the same, for the log: each kind of finding once, or that nobody could look. */
export function seenOf(look: Look): string[] {
  if (look.state === 'looked') return [...new Set(look.findings.map(({ code }) => code))];
  return look.state === 'failed' ? ['not-looked-into'] : [];
}
