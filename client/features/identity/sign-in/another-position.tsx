import { SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { identityContract } from '../../../../server/identity/contract.ts';
import { useAct } from '../../../api/act.ts';
import { type Acting, tellSignedOut } from '../../../api/acting.ts';
import { api } from '../../../api/client.ts';
import { useText } from '../../../text/language.ts';
import { ActNotice, EmptyState } from '../../../ui/feedback/notices.tsx';
import { sessionText } from './text.ts';

const identity = api(identityContract);

/**
 * Stands in the place of a page that was opened for somebody else than the browser is signed in as by now: who one is, and the ways on.
 * A dialogue of the browser's own, because one that the hidden page has open would keep everything else from being used.
 */
export function AnotherPosition({ page, other }: { readonly page: Acting; readonly other: Acting | null }) {
  const text = useText(sessionText);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { title } = document;
    const opened = dialog.current;
    document.title = 'Vanban';
    opened?.showModal();
    return () => {
      document.title = title;
      opened?.close();
    };
  }, []);
  const signOut = useAct(async (acting: string) => await identity.signOut({ as: acting }), {
    onDone: () => {
      tellSignedOut();
      window.location.assign('/dang-nhap');
    },
    makesStale: [],
  });
  const title = other ? text.otherTitle : text.goneTitle;
  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onCancel={(event) => event.preventDefault()}>
      <EmptyState
        heading={1}
        icon={<SwapOutlined />}
        title={title}
        actions={
          other ? (
            <>
              <Button type="primary" onClick={() => window.location.assign('/')}>
                {text.goOnAs(other.name)}
              </Button>
              <Button loading={signOut.busy} onClick={() => signOut.run(other.id)}>
                {text.asAnother}
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={() => window.location.assign('/dang-nhap')}>
              {text.signIn}
            </Button>
          )
        }
      >
        {text.openedFor(whoIs(page))} {other ? text.actsNow(whoIs(other)) : text.nobodyNow}
      </EmptyState>
      <ActNotice act={signOut} />
    </dialog>
  );
}

function whoIs({ name, title }: Acting): string {
  return title === null ? name : `${name}, ${title}`;
}
