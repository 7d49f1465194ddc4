import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { StartUpFailure, systemErrorCode } from './start-up-failure.ts';

/** What a person at the terminal can do, in both languages; follows “hãy …” and stands at the end of a sentence. */
export interface Way {
  readonly vietnamese: string;
  readonly english: string;
}

/** The text of a small file of state, or nothing when there is none; refuses, with the way on, one that cannot be read. */
export async function readStateText(path: string, way: Way): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw unusableFile(path, reasonOf(error), way, error);
  }
}

/** The JSON in a small file of state as its schema has it; refuses, with the way on, one that is cut off or holds something else. */
export async function readState<T>(path: string, schema: z.ZodType<T>, way: Way): Promise<T | undefined> {
  const text = await readStateText(path, way);
  if (text === undefined) return undefined;
  const parsed = parseState(text, schema);
  if (parsed === undefined) throw unusableFile(path, damaged, way);
  return parsed;
}

/** The JSON in a text, or nothing when it is cut off or of another form. */
export function parseState<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    // Not JSON: cut off, or never written by us. The caller says which file.
    return undefined;
  }
}

/** Whether there is such a file or folder; throws when that cannot be told. */
export async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Why a file cannot be used that is cut off or holds something else. */
export const damaged: Way = { vietnamese: 'nội dung hỏng hoặc bị cắt', english: 'its content is damaged or cut off' };

/** The refusal that names the file, what is the matter with it, and what to do. */
export function unusableFile(path: string, reason: Way, way: Way, cause?: unknown): StartUpFailure {
  return new StartUpFailure(
    `Tệp ${path} không dùng được (${reason.vietnamese}): hãy ${way.vietnamese}.`,
    `The file ${path} cannot be used (${reason.english}): ${way.english}.`,
    cause,
  );
}

/** Why a file cannot be used that is gone. */
export const missing: Way = { vietnamese: 'không có', english: 'it is not there' };

const reasons: Readonly<Record<string, Way>> = {
  EACCES: { vietnamese: 'tài khoản này không có quyền', english: 'this account has no right to it' },
  EPERM: { vietnamese: 'tài khoản này không có quyền', english: 'this account has no right to it' },
  EISDIR: { vietnamese: 'đây là một thư mục', english: 'it is a folder' },
  ENOTDIR: { vietnamese: 'đường dẫn đi qua một tệp', english: 'a part of its path is a file' },
  ENOSPC: { vietnamese: 'đĩa đã đầy', english: 'the disk is full' },
  EDQUOT: { vietnamese: 'hết hạn mức đĩa', english: 'the disk quota is used up' },
  EROFS: { vietnamese: 'ổ đĩa chỉ cho đọc', english: 'the file system is read-only' },
  EIO: { vietnamese: 'ổ đĩa đọc ghi bị lỗi', english: 'the disk fails to read or write' },
  ENOENT: missing,
};

/** What a system error says, in words; its code where there are none. */
export function reasonOf(error: unknown): Way {
  const code = systemErrorCode(error) ?? 'unknown';
  return reasons[code] ?? { vietnamese: `lỗi ${code}`, english: `error ${code}` };
}
