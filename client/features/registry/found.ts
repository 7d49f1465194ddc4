import { BookOutlined, InboxOutlined, SendOutlined } from '@ant-design/icons';
import { registryPages } from '../../../server/registry/pages.ts';
import type { FoundLook } from '../../ui/feature.ts';
import { incomingText } from './incoming/text.ts';
import { outgoingText } from './outgoing/text.ts';

/** Incoming and outgoing documents and lines of old registers, as they are found. */
export const found = {
  incoming: {
    icon: InboxOutlined,
    words: { vi: 'Văn bản đến', en: 'Incoming' },
    page: registryPages.incomingDocument,
    part: 'van-ban-den',
    states: { vi: incomingText.vi.states, en: incomingText.en.states },
  },
  outgoing: {
    icon: SendOutlined,
    words: { vi: 'Văn bản đi', en: 'Outgoing' },
    page: registryPages.outgoingDocument,
    part: 'van-ban-di',
    states: {
      vi: { ...outgoingText.vi.states, 'void-asked': incomingText.vi.states['void-asked'] },
      en: { ...outgoingText.en.states, 'void-asked': incomingText.en.states['void-asked'] },
    },
  },
  imported: {
    icon: BookOutlined,
    words: { vi: 'Sổ cũ', en: 'Old registers' },
    part: 'so-cu',
    states: {
      vi: { incoming: 'Sổ văn bản đến', outgoing: 'Sổ văn bản đi', voided: 'Số đã huỷ' },
      en: { incoming: 'Register of incoming', outgoing: 'Register of outgoing', voided: 'Number voided' },
    },
  },
} as const satisfies Readonly<Record<string, FoundLook>>;
