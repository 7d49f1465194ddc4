import { useSyncExternalStore } from 'react';
import type { ProblemError } from './problem.ts';

interface Wait {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(problem: ProblemError): void;
  readonly problem: ProblemError;
}

let wait: Wait | undefined;
const listeners = new Set<() => void>();

function setWait(next: Wait | undefined): void {
  wait = next;
  for (const listener of listeners) listener();
}

/**
 * Waits until the person has signed in again on the same page, so that what was typed stays and the request can go again.
 * All requests that meet an ended session wait together. Rejects with `problem` when the person gives up.
 */
export function signedInAgain(problem: ProblemError): Promise<void> {
  if (!wait) setWait({ ...Promise.withResolvers<void>(), problem });
  return wait ? wait.promise : Promise.reject(problem);
}

/** Ends the wait: the person signed in again, or gave up. */
export function endSessionOver(outcome: 'signed-in' | 'given-up'): void {
  const ended = wait;
  setWait(undefined);
  if (outcome === 'signed-in') ended?.resolve();
  else ended?.reject(ended.problem);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether requests wait for the person to sign in again. */
export function useSessionOver(): boolean {
  return useSyncExternalStore(subscribe, () => wait !== undefined);
}
