import type { Places } from '../deployment/belonging.ts';
import type { UnfinishedRestore } from '../deployment/unfinished-restore.ts';
import { DomainError } from '../errors.ts';

export interface Intent {
  /** The backup to be restored: its folder. */
  readonly backup: string;
  readonly unfinished: UnfinishedRestore | undefined;
  /** Storage and keys may be taken from the deployment they belong to, which is gone, or of which they are copies. */
  readonly takeOver: boolean;
}

/**
 * Refuses to restore over something: a database with rows, a restore of another backup that was begun, or a storage or keys folder that
 * belongs to a deployment – it may be running – unless it is to be taken over. Each refusal says what to do.
 */
export function requireRestorable({ database, storage, keys }: Places, { backup, unfinished, takeOver }: Intent): void {
  if (unfinished && unfinished.backup !== backup) {
    throw notEmpty(
      `ở đây đang khôi phục dở bản ${unfinished.backup}: hãy làm tiếp bản ấy, hoặc xoá cơ sở dữ liệu và STORAGE_DIR này rồi chạy lại`,
      `the backup ${unfinished.backup} is being restored here: go on with it, or remove this database and STORAGE_DIR and run this again`,
    );
  }
  if (database.filled && !unfinished) {
    throw notEmpty(
      `cơ sở dữ liệu ${database.where} đã có dữ liệu: hãy đặt MONGODB_DATABASE (hoặc STORAGE_DIR) khác còn trống`,
      `the database ${database.where} has rows: set another, empty MONGODB_DATABASE (or STORAGE_DIR)`,
    );
  }
  for (const [variable, { where, mark, filled }] of [
    ['STORAGE_DIR', storage],
    ['KEYS_DIR', keys],
  ] as const) {
    const isOurs = mark ? mark.deployment === database.mark?.deployment : variable === 'KEYS_DIR' || !filled;
    if (isOurs || unfinished || takeOver) continue;
    throw notEmpty(
      `${variable} ${where} thuộc một hệ thống có thể vẫn đang chạy: để thử khôi phục, hãy đặt ${variable} là một bản chép hoặc thư mục trống; nếu đây là bản chép, hoặc hệ thống ấy đã mất và được thay, hãy thêm --take-over`,
      `${variable} ${where} belongs to a deployment that may be running: to try a restore, set ${variable} to a copy or an empty folder; if this is a copy, or that deployment is lost and replaced by this one, add --take-over`,
    );
  }
}

function notEmpty(vietnamese: string, english: string): DomainError {
  return new DomainError(
    'conflict',
    'not-empty',
    `Không khôi phục vào đây: ${vietnamese}. (Not restored: ${english}.)`,
  );
}
