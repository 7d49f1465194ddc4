import { setLogLevel } from '../../server/platform/log.ts';
import { endAll } from './at-end.ts';

// Tests provoke errors, whose lines would bury the report; put 'debug' here while you look for one.
setLogLevel('silent');

/** What mocha runs around all test files. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await endAll();
  },
};
