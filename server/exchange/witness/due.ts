import { readAll } from '../../platform/database/store.ts';
import { type DueSource, dueOfFew, faultOfHouse } from '../../platform/due.ts';
import { logContradictions } from './store.ts';

declare module '../../platform/due.ts' {
  interface DueKinds {
    'log-contradicted': 'see-operations';
  }
}

/** Logs of other deployments that contradict themselves and of which nobody has noted why, for administrators. */
export const dueOfWitness = [
  dueOfFew(async ({ roles }) => {
    if (!roles.includes('administrator')) return [];
    const open = await readAll(logContradictions, { noted: null });
    return open.map(({ id, code, name, foundAt }) => {
      const fault = faultOfHouse({
        kind: 'log-contradicted',
        action: 'see-operations',
        at: foundAt.toISOString(),
      } as const);
      return { ...fault, id, code, who: name };
    });
  }),
] satisfies readonly DueSource[];
