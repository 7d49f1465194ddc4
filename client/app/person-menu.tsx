import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { identityContract } from '../../server/identity/contract.ts';
import { api } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { problemWords } from '../api/problem-text.ts';
import { takeSession, useSession } from '../api/session.ts';
import { initials } from '../text/format.ts';
import { language, useLanguage, useText } from '../text/language.ts';
import { usePreference } from '../text/preference.ts';
import { type Appearance, appearance } from '../ui/appearance.ts';
import { Avatar } from '../ui/tags.tsx';
import { showToast } from '../ui/toast.tsx';
import { appText } from './text.ts';

const identity = api(identityContract);

async function leave(client: QueryClient, everywhere: boolean): Promise<void> {
  if (everywhere) await identity.signOutEverywhere();
  else await identity.signOut();
  takeSession(null);
  client.removeQueries();
}

/** Which of one’s positions to act in (DESIGN D9); everything on the screen is asked for again afterwards. */
export function PositionMenu({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const navigate = useNavigate();
  const current = useLanguage();
  const choose = async (positionId: string): Promise<void> => {
    try {
      takeSession(await identity.choosePosition({ body: { positionId } }));
      await navigate({ to: '/' });
    } catch (error) {
      showToast({ words: problemWords(problemOf(error), current).title });
    }
  };
  const items = (session?.positions ?? []).map((position) => ({
    key: position.id,
    label: (
      <div>
        <div className="medium">{position.title}</div>
        <div className="meta third">{[position.unitName, position.agencyName].filter(Boolean).join(' · ')}</div>
      </div>
    ),
  }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectedKeys: session?.position ? [session.position.id] : [],
        onClick: ({ key }) => void choose(key),
      }}
    >
      {children}
    </Dropdown>
  );
}

/** The person: language, appearance, password, sign-out here and everywhere. */
export function PersonMenu({ small = false }: { readonly small?: boolean }) {
  const text = useText(appText);
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const currentLanguage = useLanguage();
  const currentAppearance = usePreference(appearance);
  const name = session?.person.fullName ?? '';
  const signOut = async (everywhere: boolean): Promise<void> => {
    await leave(client, everywhere);
    await navigate({ to: '/dang-nhap' });
  };
  const appearances = (Object.keys(text.appearances) as Appearance[]).map((key) => ({
    key,
    label: text.appearances[key],
  }));
  const items: MenuProps['items'] = [
    { key: 'appearance', label: text.appearance, children: appearances },
    { key: 'language', label: text.otherLanguage },
    { type: 'divider' },
    { key: 'password', label: text.changePassword },
    { key: 'sign-out', label: text.signOut },
    { key: 'sign-out-everywhere', label: text.signOutEverywhere },
  ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    const chosen = appearances.find((choice) => choice.key === key);
    if (chosen) appearance.set(chosen.key);
    else if (key === 'language') language.set(currentLanguage === 'vi' ? 'en' : 'vi');
    else if (key === 'password') void navigate({ to: '/dang-nhap', search: { viec: 'doi-mat-khau' } });
    else void signOut(key === 'sign-out-everywhere');
  };
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick, selectedKeys: [currentAppearance] }} placement="topLeft">
      <button
        type="button"
        className={small ? 'plain-button' : 'plain-button side-person'}
        aria-label={`${text.person}: ${name}`}
      >
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
      </button>
    </Dropdown>
  );
}
