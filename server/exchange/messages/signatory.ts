import type { Transaction } from '../../platform/ledger/transaction.ts';

/** How a person is named in what agencies say to each other: name and title, as they act. */
export function signatory({ actor: { name, title } }: Pick<Transaction, 'actor'>): string {
  return title ? `${name}, ${title}` : name;
}
