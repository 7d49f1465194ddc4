import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';
import type { OpenedContainer } from './opened-container.ts';

/** Whether a reader found that what it read has another form than it should. */
export function isOfForm(error: unknown): boolean {
  return error instanceof DomainError || error instanceof z.ZodError || error instanceof SyntaxError;
}

/** What reading a member gives; a fault of that member where it has another form than it should, by whatever reader finds that. */
export function attempt<T>(container: OpenedContainer, member: string, read: () => Promise<T>): Promise<T | undefined>;
export function attempt<T>(container: OpenedContainer, member: string, read: () => T): T | undefined;
export function attempt<T>(container: OpenedContainer, member: string, read: () => T | Promise<T>) {
  const noted = (error: unknown): undefined => {
    if (!isOfForm(error)) throw error;
    container.fault('content-malformed', member);
  };
  try {
    const value = read();
    return value instanceof Promise ? value.catch(noted) : value;
  } catch (error) {
    return noted(error);
  }
}
