import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '../../platform/errors.ts';

/** In units of about a twentieth of a millisecond: what one certificate takes to read, what one signature takes to check. */
const certificateUnits = 1;
const checkUnits = 5;
const bytesInUnit = 64 * 1024;
/** A thousand checks; a real document with six signatures takes 71 units. */
const mostUnits = 5_000;

/**
 * What the certificates and signatures of one file may cost, however many of its signatures ask: who builds a file out of
 * certificates that fit nothing costs himself an answer, not us our time.
 */
export class CheckBudget {
  #units: number;

  constructor(units = mostUnits) {
    this.#units = units;
  }

  /** Whether the file would have cost more: what was found of it is then no finding. */
  get isExceeded(): boolean {
    return this.#units < 0;
  }

  /** Runs the verification of one file at this budget's expense. */
  run<T>(work: () => T): T {
    return running.run(this, work);
  }

  /** Pays; refuses once there is nothing left. */
  spend(units: number): void {
    this.#units -= units;
    if (!this.isExceeded) return;
    throw new DomainError('invalid', 'too-complex', 'The file takes more checks of signatures than the limit');
  }
}

const running = new AsyncLocalStorage<CheckBudget>();

/** Pays for reading a certificate, where a file is verified at a budget's expense. */
export function payForCertificate(): void {
  running.getStore()?.spend(certificateUnits);
}

/** Pays for checking a signature over so many bytes. */
export function payForCheck(bytes: number): void {
  running.getStore()?.spend(checkUnits + Math.floor(bytes / bytesInUnit));
}
