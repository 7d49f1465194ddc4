import { hash } from 'node:crypto';

interface OfStore {
  readonly secrets: readonly string[];
}

/**
 * A row as it may leave the database: what its store declares as secret is there as a digest only, which tells that it was changed and
 * opens nothing. The digests of leaves, the seals of rows and exports are all made of this form.
 */
export function publishedRow<T extends object>({ secrets }: OfStore, row: T): object {
  if (secrets.length === 0) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, secrets.includes(name) ? digestOfSecret(name, value) : value]),
  );
}

/** Secrets are random or salted by themselves (argon2id), so nobody can try them against this digest. */
function digestOfSecret(name: string, value: unknown): unknown {
  return typeof value === 'string' ? { $secret: hash('sha256', `secret\n${name}\n${value}`) } : value;
}
