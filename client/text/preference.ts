import { useSyncExternalStore } from 'react';

/** A choice of the person that this browser remembers; storage that is closed only makes it forgetful. */
export interface Preference<T extends string> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

/** A preference kept under `key`; a stored value that is not one of `allowed` counts as the first of them. */
export function preference<T extends string>(key: string, allowed: readonly [T, ...T[]]): Preference<T> {
  const listeners = new Set<() => void>();
  let current = read(key, allowed);
  return {
    get: () => current,
    set(value) {
      current = value;
      try {
        localStorage.setItem(key, value);
      } catch (refused) {
        console.info('The browser keeps no settings', refused);
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read<T extends string>(key: string, allowed: readonly [T, ...T[]]): T {
  try {
    const stored = localStorage.getItem(key);
    return allowed.find((value) => value === stored) ?? allowed[0];
  } catch (refused) {
    console.info('The browser keeps no settings', refused);
    return allowed[0];
  }
}

/** The current value of a preference, kept current. */
export function usePreference<T extends string>(store: Preference<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
