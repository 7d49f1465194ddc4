import type { ConfirmNumbers } from '../../server/registry/books/confirm-numbers.ts';
import { booksContract } from '../../server/registry/books/contract.ts';
import { ask } from './ask.ts';
import type { Agent } from './identity.ts';

/** What a clerk confirms after acts were lost who has nothing but the numbers that are shown. */
export async function numbersAsShown(clerk: Agent, reason: string): Promise<ConfirmNumbers> {
  const { toConfirm } = await ask(clerk, booksContract.readBooks);
  if (!toConfirm) throw new Error('No numbers wait to be confirmed');
  const { since, registers } = toConfirm;
  return { since, registers: registers.map(({ kind, series, lastNumber: last }) => ({ kind, series, last })), reason };
}
