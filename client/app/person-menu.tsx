import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { identityContract } from '../../server/identity/contract.ts';
import { api } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { problemWords } from '../api/problem-text.ts';
import { queryClient } from '../api/query-client.ts';
import { takeSession, useSession } from '../api/session.ts';
import { initials } from '../text/format.ts';
import { language, useLanguage, useText } from '../text/language.ts';
import { storage, usePreference } from '../text/preference.ts';
import { Dialog } from '../ui/dialogs/dialog.tsx';
import { Avatar } from '../ui/feedback/tags.tsx';
import { showToast } from '../ui/feedback/toast.tsx';
import { keptOf, throwAwayOf } from '../ui/forms/kept-form.ts';
import { type Appearance, appearance } from '../ui/theme/appearance.ts';
import { usePhone } from '../ui/theme/use-media.ts';
import { onPhone } from './bar.ts';
import { useMenu } from './menu.tsx';
import { appText } from './text.ts';

const identity = api(identityContract);

type Items = NonNullable<MenuProps['items']>;

/** Runs an act of the menu and says why when it is refused. */
function useMenuAct(): (act: () => Promise<void>) => void {
  const current = useLanguage();
  return (act) => {
    act().catch((error: unknown) => showToast({ words: problemWords(problemOf(error), current).title, notDone: true }));
  };
}

/** The positions of the person as entries of a menu; choosing one shows everything with its rights. */
function usePositionItems(): Items {
  const session = useSession();
  const navigate = useNavigate();
  const run = useMenuAct();
  return (session?.positions ?? []).map((position) => ({
    key: position.id,
    label: (
      <div>
        <div className="medium">{position.title}</div>
        <div className="meta third">{[position.unitName, position.agencyName].filter(Boolean).join(' · ')}</div>
      </div>
    ),
    onClick: () =>
      run(async () => {
        takeSession(await identity.choosePosition({ body: { positionId: position.id } }));
        await navigate({ to: '/' });
      }),
  }));
}

/** Which of one’s positions to act in: rights belong to the position, not to the person. */
export function PositionMenu({ children }: { readonly children: ReactNode }) {
  const items = usePositionItems();
  const chosen = useSession()?.position?.id;
  return (
    <Dropdown trigger={['click']} menu={{ items, selectedKeys: chosen === undefined ? [] : [chosen] }}>
      {children}
    </Dropdown>
  );
}

/** The person: language, appearance, password, sign-out here and everywhere; where the side bar is away, its other entries too. */
export function PersonMenu({ small = false }: { readonly small?: boolean }) {
  const [leaving, setLeaving] = useState<() => void>();
  const personId = useSession()?.person.id ?? '';
  const elsewhere = useElsewhereItems();
  const looks = useLookItems();
  const own = useOwnItems(setLeaving);
  const items: Items = [...(small ? elsewhere : []), ...looks, { type: 'divider' }, ...own];
  const currentAppearance = usePreference(appearance);
  return (
    <>
      {leaving && <Leaving personId={personId} leave={leaving} close={() => setLeaving(undefined)} />}
      <Dropdown
        trigger={['click']}
        menu={{ items, selectedKeys: [currentAppearance] }}
        placement={small ? 'bottomRight' : 'topLeft'}
      >
        <button type="button" className={`plain-button ${small ? 'person-small' : 'side-person'}`}>
          <Person small={small} />
        </button>
      </Dropdown>
    </>
  );
}

/** What the side bar and the bar of a phone do not show. */
function useElsewhereItems(): Items {
  const text = useText(appText);
  const navigate = useNavigate();
  const positions = usePositionItems();
  const phone = usePhone();
  const { beyond } = onPhone(useMenu());
  const go = (to: string): void => void navigate({ to });
  return [
    ...(phone ? beyond.map(({ to, words }) => ({ key: to, label: words, onClick: () => go(to) })) : []),
    ...(positions.length > 1 ? [{ key: 'positions', label: text.switchPosition, children: positions }] : []),
    { key: 'verify', label: text.verify, onClick: () => go('/kiem-tra-chu-ky') },
    { key: 'help', label: text.help, onClick: () => go('/tro-giup') },
    { type: 'divider' },
  ];
}

/** How everything looks and speaks on this machine. */
function useLookItems(): Items {
  const text = useText(appText);
  const current = useLanguage();
  return [
    {
      key: 'appearance',
      label: text.appearance,
      children: (Object.keys(text.appearances) as Appearance[]).map((key) => ({
        key,
        label: text.appearances[key],
        onClick: () => appearance.set(key),
      })),
    },
    { key: 'language', label: text.otherLanguage, onClick: () => language.set(current === 'vi' ? 'en' : 'vi') },
  ];
}

/** Password and sign-outs; one that would leave something half written asks first. */
function useOwnItems(ask: (leave: () => () => void) => void): Items {
  const text = useText(appText);
  const navigate = useNavigate();
  const run = useMenuAct();
  const personId = useSession()?.person.id ?? '';
  const leaveNow = (act: () => Promise<unknown>): void =>
    run(async () => {
      await act();
      takeSession(null);
      queryClient.clear();
      await navigate({ to: '/dang-nhap' });
    });
  const leave = (act: () => Promise<unknown>): void => {
    if (keptOf(personId, storage()).length === 0) leaveNow(act);
    else ask(() => () => leaveNow(act));
  };
  return [
    {
      key: 'password',
      label: text.changePassword,
      onClick: () => void navigate({ to: '/dang-nhap', search: { viec: 'doi-mat-khau' } }),
    },
    { key: 'sign-out', label: text.signOut, onClick: () => leave(() => identity.signOut()) },
    {
      key: 'sign-out-everywhere',
      label: text.signOutEverywhere,
      onClick: () => leave(() => identity.signOutEverywhere()),
    },
  ];
}

function Person({ small }: { readonly small: boolean }) {
  const text = useText(appText);
  const session = useSession();
  const name = session?.person.fullName ?? '';
  return (
    <>
      <span className="unseen">{small ? `${text.person}: ${name}` : `${text.person}:`}</span>
      <Avatar letters={initials(name)} />
      {!small && (
        <span className="grow">
          <span className="small medium one-line" style={{ display: 'block' }}>
            {name}
          </span>
          <span className="meta third one-line" style={{ display: 'block' }}>
            {session?.position?.title}
          </span>
        </span>
      )}
    </>
  );
}

/** Asks what becomes of what is half written: kept on this machine for the next time, or taken off a machine that others use. */
function Leaving({
  personId,
  leave,
  close,
}: {
  readonly personId: string;
  readonly leave: () => void;
  readonly close: () => void;
}) {
  const text = useText(appText);
  return (
    <Dialog title={text.unfinished(keptOf(personId, storage()).length)} onClose={close}>
      <p className="second">{text.unfinishedNote}</p>
      <div className="flex gap-8 wrap dialog-acts">
        <Button type="primary" onClick={leave}>
          {text.keepAndLeave}
        </Button>
        <Button
          onClick={() => {
            throwAwayOf(personId, storage());
            leave();
          }}
        >
          {text.dropAndLeave}
        </Button>
      </div>
    </Dialog>
  );
}
