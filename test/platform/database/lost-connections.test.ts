import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import mongoose from 'mongoose';
import '../../../server/platform/database/database.ts';

const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = driver('mongodb/lib/cmap/connection.js');

describe('a command to a mongod that has just died', () => {
  let server: Server;
  let socket: Socket;

  beforeEach(async () => {
    server = createServer((peer) => peer.once('data', () => peer.end())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
  });
  afterEach(() => {
    socket.destroy();
    server.close();
  });

  const write = (bytes: number): Promise<unknown> =>
    Connection.prototype.writeCommand
      .call({ socket }, { toBin: async () => [Buffer.alloc(bytes)] }, { agreedCompressor: 'none' })
      .catch((error: unknown) => error);

  it('is written by the very driver whose inside is mended, of which there is one', async () => {
    const { overrides } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(driver('mongodb/package.json').version).to.equal(overrides.mongodb);
    expect(createRequire(import.meta.url).resolve('mongodb')).to.equal(driver.resolve('mongodb'));
  });

  it('does not wait for ever on a destroyed socket', async () => {
    socket.destroy();
    expect(await write(1)).to.be.instanceOf(mongoose.mongo.MongoNetworkError);
  });

  it('does not wait for ever when the socket is destroyed while it is written', async () => {
    const written = write(64 * 1024 * 1024);
    setImmediate(() => socket.destroy());
    expect(await written).to.be.instanceOf(mongoose.mongo.MongoNetworkError);
  });

  it('is lost, not unforeseen, when the other end has closed', async () => {
    await write(1);
    socket.resume();
    await once(socket, 'end');
    expect(await write(1)).to.be.instanceOf(mongoose.mongo.MongoNetworkError);
  });
});
