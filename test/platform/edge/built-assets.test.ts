import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { webClient } from '../../../server/platform/edge/web-client.ts';
import { buildClient } from '../../../server/platform/start/client-build.ts';
import { Shutdown } from '../../../server/platform/start/shutdown.ts';

/** What a file may keep of its length when it is compressed and yet not be worth it. */
const WORTH = 0.9;

describe('the built client', function () {
  this.timeout(240_000);
  const root = resolve(import.meta.dirname, '../../..');
  const folder = join(root, 'client', 'dist');
  before('is there', () => buildClient(root, new Shutdown()));

  it('is sent compressed, every file that gets shorter by it, with its own bytes and type', async () => {
    const agent = supertest(express().use(webClient({ folder, pages: [] })));
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/^\.|\.html$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
    expect(files.filter((name) => name.endsWith('.mjs'))).to.have.length(1);
    const loose: string[] = [];
    for (const path of files) {
      const bytes = await readFile(join(folder, path));
      const { status, headers, body } = await agent.get(path).buffer(true).parse(inBytes);
      expect(status, path).to.equal(200);
      expect(bytes.equals(body), path).to.equal(true);
      if (/\.m?js$/.test(path)) expect(headers['content-type'], path).to.match(/^text\/javascript/);
      if (/\.wasm$/.test(path)) expect(headers['content-type'], path).to.equal('application/wasm');
      const packed = headers['content-encoding'] === 'gzip';
      if (!packed && gzipSync(bytes, { level: 1 }).length < bytes.length * WORTH) loose.push(path);
    }
    expect(loose).to.deep.equal([]);
  });
});

function inBytes(response: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
