import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { packagedChromium } from '../support/packaged-chromium.ts';

describe('the browser of the tests', function () {
  this.timeout(120_000);

  it('is the one of the package, whatever lies in the temporary folder under its name', async () => {
    const before = process.env.TMPDIR;
    const folder = await mkdtemp(join(tmpdir(), 'vanban-chromium-'));
    process.env.TMPDIR = folder;
    try {
      await writeFile(join(folder, 'chromium'), '#!/bin/sh\necho somebody else\n', { mode: 0o755 });
      const { stdout } = await promisify(execFile)(await packagedChromium(), ['--version']);
      expect(stdout).to.match(/^Chromium \d+\./);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      await rm(folder, { recursive: true });
    }
  });
});
