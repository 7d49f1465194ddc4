import { BookOutlined, ContactsOutlined, InboxOutlined, SendOutlined } from '@ant-design/icons';
import { registryPages } from '../../../server/registry/pages.ts';
import type { Feature } from '../../ui/feature.ts';

const incoming = async () => (await import('./incoming/incoming-screen.tsx')).IncomingScreen;
const outgoing = async () => (await import('./outgoing/outgoing-screen.tsx')).OutgoingScreen;
const write = async () => (await import('./outgoing/drafts/write-screen.tsx')).WriteScreen;

/** Registers, incoming and outgoing documents, and the books that are kept of them. */
export const registry = {
  pages: [
    { address: registryPages.incoming, load: incoming, parts: 'incoming-document' },
    {
      address: registryPages.registerIncoming,
      load: async () => (await import('./incoming/register/register-page.tsx')).RegisterPage,
      right: 'registry.register',
    },
    {
      address: registryPages.tray,
      load: async () => (await import('./incoming/tray/tray-page.tsx')).TrayPage,
      right: 'registry.register',
    },
    { address: registryPages.incomingDocument, load: incoming, parts: 'incoming-document' },
    { address: registryPages.outgoing, load: outgoing, parts: 'outgoing-document' },
    { address: registryPages.writeOutgoing, load: write },
    { address: registryPages.changeOutgoing, load: write },
    { address: registryPages.outgoingDocument, load: outgoing, parts: 'outgoing-document' },
    {
      address: registryPages.groups,
      load: async () => (await import('./outgoing/groups/groups-page.tsx')).GroupsPage,
      right: 'exchange.groups',
    },
    { address: registryPages.registers, load: async () => (await import('./books/registers-page.tsx')).RegistersPage },
    { address: registryPages.register, load: async () => (await import('./books/book-page.tsx')).BookPage },
  ],
  menu: [
    {
      page: registryPages.incoming,
      words: { vi: 'Văn bản đến', en: 'Incoming' },
      icon: InboxOutlined,
      group: 'work',
      right: 'registry.read',
      badge: 'incoming',
      key: 'n',
    },
    {
      page: registryPages.outgoing,
      words: { vi: 'Văn bản đi', en: 'Outgoing' },
      icon: SendOutlined,
      group: 'work',
      right: 'registry.read',
      badge: 'outgoing',
      key: 'p',
    },
    {
      page: registryPages.registers,
      words: { vi: 'Sổ đăng ký', en: 'Registers' },
      icon: BookOutlined,
      group: 'reports',
      right: 'registry.oversee',
    },
    {
      page: registryPages.groups,
      words: { vi: 'Nhóm nơi nhận', en: 'Recipient groups' },
      icon: ContactsOutlined,
      group: 'reports',
      right: 'exchange.groups',
    },
  ],
  parts: { search: async () => (await import('./found.ts')).found },
  words: () => import('./words.ts'),
  due: () => import('./due.ts'),
} as const satisfies Feature;
