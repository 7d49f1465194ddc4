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
  const current = wait ?? beginWait(problem);
  return current.promise;
}

function beginWait(problem: ProblemError): Wait {
  let resolve: Wait['resolve'] = () => undefined;
  let reject: Wait['reject'] = () => undefined;
  const promise = new Promise<void>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  const begun = { promise, resolve, reject, problem };
  setWait(begun);
  return begun;
}

/** Ends the wait: the person signed in again, or gave up. */
export function endSessionOver(outcome: 'signed-in' | 'given-up'): void {
  const ended = wait;
  setWait(undefined);
  if (outcome === 'signed-in') ended?.resolve();
  else ended?.reject(ended.problem);
}

/** Whether requests wait for the person to sign in again. */
export function isSessionOver(): boolean {
  return wait !== undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same, kept current. */
export function useSessionOver(): boolean {
  return useSyncExternalStore(subscribe, isSessionOver);
}
