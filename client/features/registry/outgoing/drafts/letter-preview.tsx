import { FileTextOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { outgoingContract } from '../../../../../server/registry/outgoing/contract.ts';
import { type DraftFields, draftFields } from '../../../../../server/registry/outgoing/drafts/contract.ts';
import { api } from '../../../../api/client.ts';
import { ProblemError, problemOf } from '../../../../api/problem.ts';
import { useText } from '../../../../text/language.ts';
import { EmptyState, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { StateTag } from '../../../../ui/feedback/tags.tsx';
import { PdfViewer } from '../../../../ui/pdf/pdf-viewer.tsx';
import type { DraftValues } from './draft-values.ts';
import { writeText } from './write-text.ts';

/** How long the typing must pause before the pages are made again. */
const PAUSE_MS = 900;

/** The true pages of the letter as they would be signed, made again whenever the typing pauses. */
export function LetterPreview({ values }: { readonly values: DraftValues }) {
  const words = useText(writeText);
  const { pages, problem, busy, ready } = usePreview(values);
  if (problem && (ready || !pages)) {
    return (
      <div className="list-problem">
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  if (!pages) {
    return (
      <EmptyState icon={<FileTextOutlined />} title={busy ? words.previewBusy : words.previewEmpty}>
        {words.previewEmptyNote}
      </EmptyState>
    );
  }
  return (
    <PdfViewer
      source={pages}
      name={words.previewName}
      badge={busy ? <StateTag>{words.previewBusy}</StateTag> : <StateTag tone="accent">{words.preview}</StateTag>}
    />
  );
}

function usePreview(values: DraftValues) {
  const [pages, setPages] = useState<Blob>();
  const [problem, setProblem] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const { attachmentUploadIds: _beside, ...shown } = values;
  const parsed = draftFields.safeParse(shown);
  const odd = parsed.error && oddCharacter(parsed.error);
  const wanted = parsed.success && parsed.data.letter !== null ? JSON.stringify(parsed.data) : undefined;
  useEffect(() => {
    if (wanted === undefined) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const body: DraftFields = JSON.parse(wanted);
      setBusy(true);
      api(outgoingContract)
        .previewLetter({ body, signal: stop.signal })
        .then(
          (blob) => {
            setPages(blob);
            setProblem(undefined);
            setBusy(false);
          },
          (error: unknown) => {
            if (stop.signal.aborted) return;
            setProblem(problemOf(error));
            setBusy(false);
          },
        );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
      setBusy(false);
    };
  }, [wanted]);
  return odd
    ? { pages: undefined, problem: odd, busy: false, ready: true }
    : { pages, problem, busy, ready: wanted !== undefined };
}

/** What the server would say of a character that no field takes: nobody sees it, so it is named before anything is sent. */
function oddCharacter({ issues }: z.ZodError): ProblemError | undefined {
  const issue = issues.find(({ message }) => message === 'forbidden-character');
  if (issue?.code !== 'custom') return undefined;
  const pointer = `/body/${issue.path.join('/')}`;
  const fields = [{ pointer, code: issue.message, detail: '' }];
  return new ProblemError({ slug: issue.message, status: 422, fields, extra: { ...issue.params } });
}
