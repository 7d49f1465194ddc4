import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import mongoose from 'mongoose';

type Write = (this: { readonly socket: Socket }, message: unknown, options: unknown) => Promise<void>;

// mongoose brings its own copy of the driver, which does not export its connections.
const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection }: { Connection: { prototype: { writeCommand: Write } } } = driver('mongodb/lib/cmap/connection.js');

/**
 * Mends the driver (7.x), once per process: a command written to a socket that has just been destroyed – mongod was killed at that
 * moment – waited for ever, and the ledger with it; one that found the socket ended failed with an error it did not know as lost.
 */
export function refuseLostConnections(): void {
  const write = Connection.prototype.writeCommand;
  if (write.name === writeOrLose.name) return;
  Connection.prototype.writeCommand = writeOrLose;

  async function writeOrLose(this: { readonly socket: Socket }, message: unknown, options: unknown): Promise<void> {
    if (this.socket.destroyed) throw lost();
    const { socket } = this;
    let lose: () => void = () => undefined;
    const closed = new Promise<never>((_, reject) => {
      lose = () => reject(lost());
    });
    socket.once('close', lose);
    try {
      await Promise.race([write.call(this, message, options), closed]);
    } catch (error) {
      throw error instanceof mongoose.mongo.MongoError ? error : lost(error);
    } finally {
      socket.off('close', lose);
    }
  }
}

function lost(cause?: unknown): Error {
  const why = cause instanceof Error ? { cause } : {};
  return new mongoose.mongo.MongoNetworkError('The connection was lost while a command was written', why);
}
