import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { mailsContract } from '../../../../../server/intake/mails/contract.ts';
import { intakePages } from '../../../../../server/intake/pages.ts';
import { pageAddress } from '../../../../../server/platform/page-address.ts';
import type { IncomingView } from '../../../../../server/registry/incoming/contract.ts';
import { api } from '../../../../api/client.ts';
import { type ProblemError, problemOf } from '../../../../api/problem.ts';
import { queryOf } from '../../../../api/query-client.ts';
import { useText } from '../../../../text/language.ts';
import { Notice, ProblemNotice } from '../../../../ui/feedback/notices.tsx';
import { useKeptForm } from '../../../../ui/forms/use-kept.ts';
import { LinkButton } from '../../../../ui/layout/link-button.tsx';
import { PageHeader } from '../../../../ui/layout/page.tsx';
import { registerText } from '../text.ts';
import { RegisterLayout } from './register-layout.tsx';
import { Registered } from './registered.tsx';
import { type RegisterFiles, useRegisterFiles } from './upload-files.ts';

const mails = api(mailsContract);

/** Registers what a mail brought: its files are read like any other, and the mail itself stays with the document. */
export function RegisterMail({ mailId }: { readonly mailId: string }) {
  const text = useText(registerText);
  const navigate = useNavigate();
  const kept = useKeptForm('dang-ky-thu', mailId);
  const files = useRegisterFiles(kept);
  const [done, setDone] = useState<IncomingView>();
  const problem = useMailFiles(mailId, files, done === undefined);
  const mail = useQuery(queryOf(mailsContract, 'getMail', { params: { mailId } })).data;
  if (done) {
    return (
      <>
        <PageHeader title={text.title} />
        <Registered document={done} onAnother={() => void navigate({ to: intakePages.mails })} />
      </>
    );
  }
  const page = pageAddress(intakePages.mail, { id: mailId });
  return (
    <RegisterLayout
      kept={kept}
      files={files}
      drop={(dropped) => void files.add(dropped)}
      register={(body, idempotencyKey) => mails.registerMail({ params: { mailId }, body, idempotencyKey })}
      onDone={setDone}
      onSkip={() => void navigate({ to: page })}
    >
      <Notice
        tone="accent"
        title={text.mail.title(mail?.from.name || mail?.from.address || '')}
        actions={
          <LinkButton to={page} small>
            {text.mail.see}
          </LinkButton>
        }
      >
        <div>{mail?.subject}</div>
        <div className="small second">{text.mail.note}</div>
      </Notice>
      {problem && <ProblemNotice problem={problem} />}
    </RegisterLayout>
  );
}

/** Has the files of a mail taken out of it for this registration, unless it has some already; what is wrong, when it cannot be. */
function useMailFiles(mailId: string, files: RegisterFiles, isWanted: boolean): ProblemError | undefined {
  const [problem, setProblem] = useState<ProblemError>();
  const take = useRef(files.take);
  take.current = files.take;
  const asked = useRef(false);
  const isEmpty = isWanted && !files.main && files.attachments.length === 0;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    if (!isEmpty) return;
    const sentAt = new Date().toISOString();
    mails.takeMailFiles({ params: { mailId }, body: {} }).then(
      (taken) => take.current(taken.map((file) => ({ ...file, sentAt }))),
      (error: unknown) => setProblem(problemOf(error)),
    );
  }, [mailId, isEmpty]);
  return problem;
}
