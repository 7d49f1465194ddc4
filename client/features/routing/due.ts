import { EditOutlined, HighlightOutlined } from '@ant-design/icons';
import { pageAddress } from '../../../server/platform/page-address.ts';
import { registryPages } from '../../../server/registry/pages.ts';
import type { DueAct, DueLook, Opened } from '../../ui/feature.ts';

const page = ({ id, documentId }: Opened) => pageAddress(registryPages.incomingDocument, { id: documentId ?? id });

/** What waits about documents that somebody handles. */
export const due = {
  assignment: { icon: EditOutlined, page },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  present: {
    words: { vi: 'Trình lãnh đạo', en: 'Present to the leader' },
    atOnce: { vi: 'Trình ngay', en: 'Present at once' },
    search: { lam: 'trinh' },
  },
  direct: { words: { vi: 'Bút phê', en: 'Direct' }, search: { lam: 'but-phe' }, icon: HighlightOutlined },
  handle: { words: { vi: 'Xử lý', en: 'Handle' } },
} as const satisfies Readonly<Record<string, DueAct>>;
