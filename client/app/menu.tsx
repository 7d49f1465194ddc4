import {
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  FileSearchOutlined,
  InboxOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Role } from '../../server/platform/actor.ts';
import { useSession } from '../api/session.ts';
import { useText } from '../text/language.ts';
import { useCounts } from './counts.ts';
import { appText } from './text.ts';

export interface MenuItem {
  readonly to: string;
  readonly words: string;
  readonly short: string;
  readonly icon: ReactNode;
  readonly count?: number | undefined;
  readonly group: 'work' | 'reports' | 'running';
}

interface Entry extends Omit<MenuItem, 'words' | 'short' | 'count'> {
  readonly name:
    | 'home'
    | 'incoming'
    | 'outgoing'
    | 'arrivals'
    | 'registers'
    | 'statistics'
    | 'log'
    | 'admin'
    | 'certificates';
  readonly roles: readonly Role[];
}

const readers: readonly Role[] = ['clerk', 'leader', 'unit-head', 'specialist'];
const entries: readonly Entry[] = [
  { name: 'home', to: '/', icon: <CalendarOutlined />, group: 'work', roles: [...readers, 'administrator'] },
  { name: 'incoming', to: '/van-ban-den', icon: <InboxOutlined />, group: 'work', roles: readers },
  { name: 'outgoing', to: '/van-ban-di', icon: <SendOutlined />, group: 'work', roles: readers },
  { name: 'arrivals', to: '/gui-nhan', icon: <SwapOutlined />, group: 'work', roles: ['clerk'] },
  {
    name: 'statistics',
    to: '/thong-ke',
    icon: <BarChartOutlined />,
    group: 'reports',
    roles: [...readers, 'inspector'],
  },
  {
    name: 'registers',
    to: '/so-dang-ky',
    icon: <BookOutlined />,
    group: 'reports',
    roles: ['clerk', 'leader', 'administrator'],
  },
  { name: 'admin', to: '/quan-tri', icon: <TeamOutlined />, group: 'running', roles: ['administrator'] },
  {
    name: 'certificates',
    to: '/chung-thu',
    icon: <SafetyCertificateOutlined />,
    group: 'running',
    roles: ['administrator'],
  },
  {
    name: 'log',
    to: '/nhat-ky',
    icon: <FileSearchOutlined />,
    group: 'running',
    roles: ['administrator', 'inspector', 'leader'],
  },
];

/** What the position may open, with how much waits there. */
export function useMenu(): readonly MenuItem[] {
  const text = useText(appText);
  const counts: Readonly<Record<string, number>> = useCounts();
  const shortOf: Partial<Record<Entry['name'], string>> = { home: text.homeShort, admin: text.adminShort };
  const roles = useSession()?.position?.roles ?? [];
  return entries
    .filter((entry) => entry.roles.some((role) => roles.includes(role)))
    .map(({ name, to, icon, group }) => ({
      to,
      icon,
      group,
      words: text[name],
      short: shortOf[name] ?? text[name],
      count: counts[name],
    }));
}
