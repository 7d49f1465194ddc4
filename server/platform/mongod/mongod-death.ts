import { StartUpFailure } from '../state/start-up-failure.ts';
import type { Way } from '../state/state-file.ts';

/** A `mongod` that ended while it started, and what is known of it. */
export interface DeadMongod {
  readonly version: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Its exit code and signal. */
  readonly reason: string;
  /** The lines it wrote, one JSON object each. */
  readonly lines: readonly string[];
}

interface Death {
  readonly says: RegExp;
  readonly cause: (dead: DeadMongod) => Way;
  readonly way: Way;
}

/** What a dying `mongod` says, the more special first: damage ends in an assertion whatever its cause was. */
const deaths: readonly Death[] = [
  {
    says: /No space left on device|"errno":28\b|Disk quota exceeded/,
    cause: () => ({ vietnamese: 'đĩa đã đầy', english: 'the disk is full' }),
    way: { vietnamese: 'giải phóng đĩa rồi chạy lại', english: 'free some of it and start again' },
  },
  {
    says: /DBPathInUse|Unable to lock the lock file/,
    cause: ({ dataFolder }) => ({
      vietnamese: `một mongod khác đang dùng ${dataFolder}`,
      english: `another mongod uses ${dataFolder}`,
    }),
    way: {
      vietnamese: 'dừng máy chủ hay lệnh đang dùng nó, hoặc đặt STORAGE_DIR khác',
      english: 'stop the server or command that uses it, or set another STORAGE_DIR',
    },
  },
  {
    says: /Permission denied|Operation not permitted|read-only (file system|directory)|IllegalOperation.*lock file/i,
    cause: ({ dataFolder }) => ({
      vietnamese: `không có quyền đọc, ghi trong ${dataFolder}`,
      english: `it may not read or write in ${dataFolder}`,
    }),
    way: {
      vietnamese: 'giao thư mục ấy cho tài khoản của máy chủ (chown -R)',
      english: 'give that folder to the account of the server (chown -R)',
    },
  },
  {
    says: /IncompatibleServerVersion|UPGRADE PROBLEM|featureCompatibilityVersion|requires a (newer|higher) version/,
    cause: ({ dataFolder, version }) => ({
      vietnamese: `dữ liệu trong ${dataFolder} do phiên bản khác tạo, mongod ${version} không mở được`,
      english: `another version made the data in ${dataFolder}; mongod ${version} cannot open it`,
    }),
    way: { vietnamese: 'đặt MONGOD_BINARY đúng phiên bản', english: 'set MONGOD_BINARY to the right version' },
  },
  {
    says: /security key|key ?file|keyFile/i,
    cause: () => ({ vietnamese: 'tệp mongod.key trong KEYS_DIR hỏng', english: 'mongod.key in KEYS_DIR is damaged' }),
    way: { vietnamese: 'xoá tệp ấy: máy chủ tạo lại nó', english: 'remove it: the server makes it again' },
  },
  {
    says: /corrupt|fassert|WT_(PANIC|ERROR|NOTFOUND|TRY_SALVAGE)|InvalidBSON|Fatal assertion|Writing fatal message/i,
    cause: ({ dataFolder }) => ({
      vietnamese: `tệp dữ liệu trong ${dataFolder} bị hỏng hoặc thiếu`,
      english: `data files in ${dataFolder} are damaged or missing`,
    }),
    way: {
      vietnamese:
        'chép riêng thư mục ấy để dành, rồi khôi phục bản sao lưu mới nhất vào nơi trống ("vanban restore", docs/administrator.md)',
      english:
        'keep a copy of that folder, then restore the newest backup into an empty place ("vanban restore", docs/administrator.md)',
    },
  },
];

const unknown: Death = {
  says: /^/,
  cause: ({ reason, lines }) => {
    const last = /"(?:error|reason|msg)":"((?:[^"\\]|\\.)*)"/.exec(lines.at(-1) ?? '')?.[1] ?? reason;
    return { vietnamese: last, english: last };
  },
  way: { vietnamese: 'kiểm tra dung lượng đĩa và quyền ghi', english: 'check disk space and access rights' },
};

/** The sentence for a `mongod` that did not start: the cause as its own log gives it, and the way on. */
export function explainDeath(dead: DeadMongod): StartUpFailure {
  const bad = dead.lines.filter((line) => /"s":"[EF]"/.test(line)).join('\n');
  const death = deaths.find(({ says }) => says.test(bad)) ?? unknown;
  const cause = death.cause(dead);
  const { version, logFile } = dead;
  return new StartUpFailure(
    `mongod ${version} không khởi động được (${cause.vietnamese}; nhật ký: ${logFile}): hãy ${death.way.vietnamese}.`,
    `mongod ${version} did not start (${cause.english}; its log: ${logFile}): ${death.way.english}.`,
  );
}
