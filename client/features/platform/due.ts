import { FileExclamationOutlined, HddOutlined, SecurityScanOutlined, WarningOutlined } from '@ant-design/icons';
import { percentText, shortMoment, sizeText } from '../../text/format.ts';
import type { Texts } from '../../text/language.ts';
import type { DueAct, DueLook } from '../../ui/feature.ts';

const disks = {
  vi: { files: 'Đĩa của tệp', database: 'Đĩa của cơ sở dữ liệu' },
  en: { files: 'Disk of the files', database: 'Disk of the database' },
};
const left = {
  vi: (free: string, percent: string) => `còn ${free} (${percent})`,
  en: (free: string, percent: string) => `${free} left (${percent})`,
};

/** A fault of the house says the way out of it itself, since no page shows it. */
const fault = (icon: DueLook['icon'], words: Texts<string>): DueLook => ({
  icon,
  isOfHouse: true,
  title: (_, language) => words[language],
  details: ({ subject, at, disk }, language) =>
    disk
      ? [disks[language][disk.holds], left[language](sizeText(disk.freeBytes), percentText(disk.freeShare))]
      : [subject, shortMoment(at)],
});

/** What is wrong with the house itself. */
export const due = {
  'stored-file': fault(FileExclamationOutlined, {
    vi: 'Tệp đã lưu bị mất hoặc hỏng: lấy lại bằng vanban files restore',
    en: 'A stored file is gone or damaged: bring it back with vanban files restore',
  }),
  'no-worker': fault(WarningOutlined, {
    vi: 'Không có tiến trình ROLE=worker: chưa đóng dấu, chưa gửi, chưa kiểm tra chữ ký; khởi động tiến trình ấy',
    en: 'No process with ROLE=worker runs: nothing is sealed, sent or verified; start it',
  }),
  'disk-low': fault(HddOutlined, {
    vi: 'Đĩa của máy chủ sắp đầy: dọn chỗ trước khi không nhận được tệp nữa',
    en: 'The server’s disk runs low: make room before no file can be taken any more',
  }),
  'scanner-away': fault(SecurityScanOutlined, {
    vi: 'Máy quét mã độc (clamd) không trả lời: chưa nhận văn bản nào qua mạng, nơi gửi vẫn gửi lại; khởi động lại nó',
    en: 'The malware scanner (clamd) does not answer: nothing is taken in, senders try again; start it',
  }),
  'scanner-limit': fault(SecurityScanOutlined, {
    vi: 'Máy quét mã độc (clamd) không quét hết tệp lớn: chưa nhận tệp như vậy, nơi gửi vẫn gửi lại; nâng StreamMaxLength của nó',
    en: 'The malware scanner (clamd) does not scan long files to their end: they are not taken in, senders try again; raise its StreamMaxLength',
  }),
  'disk-full': fault(HddOutlined, {
    vi: 'Đĩa của máy chủ đã đầy: không nhận tệp nào nữa, vẫn đọc được; dọn chỗ ngay',
    en: 'The server’s disk is full: no file is taken any more, reading goes on; make room now',
  }),
} as const satisfies Readonly<Record<string, DueLook>>;

export const acts = {
  'see-state': { words: { vi: 'Xem tình trạng', en: 'See the state' } },
} as const satisfies Readonly<Record<string, DueAct>>;
