import { isUnauthorized, missingRights } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { log } from '../log.ts';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import { reasonOf, unusableFile, type Way } from '../state/state-file.ts';

/**
 * Why a start or a command failed, as one sentence with the way on, whatever it was; the trace of what nobody foresaw goes to the log, at
 * the level `debug`.
 */
export function explainFailure(error: unknown): StartUpFailure | DomainError {
  if (error instanceof StartUpFailure || error instanceof DomainError) return error;
  if (isUnauthorized(error)) return missingRights(error);
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  const code = systemErrorCode(error);
  if (typeof path === 'string' && code !== undefined) {
    return unusableFile(path, reasonOf(error), ways[code] ?? otherWay, error);
  }
  log.debug({ err: error }, 'what nobody foresaw');
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StartUpFailure(
    `Không chạy được vì một lỗi không lường trước (${message}): hãy chạy lại với LOG_LEVEL=debug và gửi kết quả cho người hỗ trợ.`,
    `It failed in a way nobody foresaw (${message}): run it again with LOG_LEVEL=debug and send what it says to your support.`,
    error,
  );
}

const grant: Way = {
  vietnamese: 'giao nó cho tài khoản của máy chủ (chown, chmod)',
  english: 'give it to the account of the server (chown, chmod)',
};
const free: Way = { vietnamese: 'giải phóng đĩa rồi chạy lại', english: 'free some of the disk and run this again' };
const otherWay: Way = { vietnamese: 'kiểm tra đường dẫn và ổ đĩa ấy', english: 'check that path and its disk' };

const ways: Readonly<Record<string, Way>> = {
  EACCES: grant,
  EPERM: grant,
  ENOSPC: free,
  EDQUOT: free,
  EISDIR: { vietnamese: 'dời thư mục ấy đi nơi khác', english: 'move that folder away' },
};
