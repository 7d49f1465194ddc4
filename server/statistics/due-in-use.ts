import type { Dues } from '../platform/due.ts';

let load: (() => Promise<Required<Dues>>) | undefined;
let loaded: Promise<Required<Dues>> | undefined;

/** Says where all due work is asked for; called once by the composition root. It is loaded when somebody asks for the first time. */
export function useDues(from: () => Promise<Required<Dues>>): void {
  load = from;
  loaded = undefined;
}

/** The due work of this house, as the capabilities say it. */
export async function duesInUse(): Promise<Required<Dues>> {
  if (!load) throw new Error('No due work is in use: call useDues first');
  loaded ??= load();
  return await loaded;
}
