import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ownDeploymentInUse, useOwnDeployment } from '../../../server/exchange/directory/own-deployment.ts';
import { markFolder } from '../../../server/platform/deployment/mark.ts';

describe('what this deployment is to others', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-keys-'));
    useOwnDeployment(folder);
  });
  after(async () => await rm(folder, { recursive: true, force: true }));

  it('is asked for anew after it could not be read, and then read once for many attempts', async () => {
    const failure = await ownDeploymentInUse().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    await markFolder(folder, randomUUID());
    const own = await ownDeploymentInUse();
    await rm(join(folder, 'exchange'), { recursive: true });
    expect(await ownDeploymentInUse()).to.equal(own);
  });
});
