import { z } from 'zod';
import { DomainError } from '../server/platform/errors.ts';

/** The beginning of a certificate's SHA-256, as the lists show it. */
export const sha256Beginning = z.string().regex(/^[0-9a-f]{8,64}$/i);

/** The one whose SHA-256 begins so; refuses a beginning that none has, or several have. */
export function oneBySha256<T extends { readonly sha256: string }>(all: readonly T[], beginning: string): T {
  const [one, ...others] = all.filter(({ sha256 }) => sha256.startsWith(beginning.toLowerCase()));
  if (one && others.length === 0) return one;
  const message = one
    ? `Nhiều chứng thư có SHA-256 bắt đầu bằng ${beginning}; ghi dài hơn`
    : `Không có chứng thư nào có SHA-256 bắt đầu bằng ${beginning}`;
  throw new DomainError('not-found', 'no-such-certificate', message);
}
