import { SyncOutlined } from '@ant-design/icons';
import { auditPages } from '../../../server/audit/pages.ts';
import { shortMoment } from '../../text/format.ts';
import { workWord } from '../../text/happenings.ts';
import { reasonWords } from '../../text/reason-words.ts';
import type { DueAct, DueLook } from '../../ui/feature.ts';

const gaveUp = { vi: 'Hệ thống đã ngừng thử', en: 'The system gave up' };

/** Work that the system gave up: its row opens what it is about, or the log, which has its note. */
export const due = {
  'given-up': {
    icon: SyncOutlined,
    page: ({ givenUp }) => givenUp?.page ?? auditPages.log,
    title: ({ givenUp }, language) => `${gaveUp[language]}: ${workWord(givenUp?.work ?? '', language)}`,
    details: ({ subject, at, note }, language) => [
      subject,
      shortMoment(at),
      note === null ? '' : reasonWords(note, language),
    ],
  },
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  'retry-work': { words: { vi: 'Cho làm lại', en: 'Try again' } },
} as const satisfies Readonly<Record<string, DueAct>>;
