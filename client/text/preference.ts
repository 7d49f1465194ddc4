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
      storage()?.setItem(key, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read<T extends string>(key: string, allowed: readonly [T, ...T[]]): T {
  const stored = storage()?.getItem(key);
  return allowed.find((value) => value === stored) ?? allowed[0];
}

/** The browser’s storage; a browser that closed it throws as soon as it is touched. */
export function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** The current value of a preference, kept current. */
export function usePreference<T extends string>(store: Preference<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
