import type { RequestHandler } from 'express';
import { log } from '../log.ts';

/** Something requests need: the database answers, its process runs, the keys are there. */
export interface Dependency {
  readonly name: string;
  readonly ready: () => boolean | Promise<boolean>;
  /** Without it something cannot be done, but reading goes on. */
  readonly partly?: true;
}

/** `/healthz`: the process lives; says nothing about what it depends on. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** `/readyz`: 200 when every dependency is ready or only `limited` by what is missing, else 503 with the names of those that are not. */
export function readyz(dependencies: readonly Dependency[]): RequestHandler {
  return async (_request, response) => {
    const outcomes = await Promise.all(dependencies.map(isReady));
    const missing = dependencies.filter((_dependency, index) => !outcomes[index]);
    const namesOf = (partly: boolean) =>
      missing.filter((dependency) => (dependency.partly ?? false) === partly).map(({ name }) => name);
    const [failing, limited] = [namesOf(false), namesOf(true)];
    if (failing.length > 0) response.status(503).setHeader('Retry-After', '4');
    response.json({ status: failing.length === 0 ? 'ready' : 'not-ready', failing, limited });
  };
}

async function isReady({ name, ready }: Dependency): Promise<boolean> {
  try {
    return await ready();
  } catch (error) {
    log.warn({ err: error, dependency: name }, 'a dependency could not be asked');
    return false;
  }
}
