import { stopTestMongod } from './mongo.ts';

/** What mocha runs around all test files. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await stopTestMongod();
  },
};
