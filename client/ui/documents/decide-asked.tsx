import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Act } from '../../api/act.ts';
import { ActNotice, Notice } from '../feedback/notices.tsx';
import type { KeptForm } from '../forms/kept-form.ts';
import { ReasonForm } from '../forms/reason-form.tsx';

/** What asking for something that others decide, and declining it, take. */
export interface Reasoned {
  readonly version: number;
  readonly reason: string;
}

/** Somebody asks for what others decide – a number to be voided, a document to be had back –: who, why, and what the person looking may decide. */
export function DecideAsked<Declined>({
  icon,
  title,
  children,
  agree,
  decline,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly agree: { readonly may: boolean; readonly act: Act<undefined>; readonly words: string };
  readonly decline: {
    readonly may: boolean;
    readonly act: Act<Declined>;
    readonly run: (reason: string) => void;
    /** The reason, as far as it is typed. */
    readonly kept: KeptForm;
    readonly words: { readonly act: string; readonly reason: string; readonly note: string };
  };
}) {
  const [declining, setDeclining] = useState(false);
  return (
    <>
      <Notice
        tone="caution"
        icon={icon}
        title={title}
        actions={
          (agree.may || decline.may) &&
          !declining && (
            <>
              {agree.may && (
                <Button danger loading={agree.act.busy} onClick={() => agree.act.run(undefined)}>
                  {agree.words}
                </Button>
              )}
              {decline.may && <Button onClick={() => setDeclining(true)}>{decline.words.act}</Button>}
            </>
          )
        }
      >
        {children}
      </Notice>
      <ActNotice act={agree.act} />
      {declining && <ReasonForm {...decline} close={() => setDeclining(false)} />}
    </>
  );
}
