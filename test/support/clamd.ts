import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

interface Clamd {
  readonly finds: string;
  readonly says?: string;
  /** Its `StreamMaxLength`; more makes it end the connection, and say so before unless it `breaksOff`. */
  readonly takes?: number;
  readonly breaksOff?: boolean;
}

/** A double of `clamd` that speaks INSTREAM and finds one text; says what else it is told to. */
export async function aClamd({ finds, says, takes = Number.POSITIVE_INFINITY, breaksOff = false }: Clamd) {
  const server = createServer((socket) => {
    let sent = Buffer.alloc(0);
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        sent = Buffer.concat([sent, chunk]);
        const bytes = wholeStream(sent);
        if (sent.length > takes + 1_000 && breaksOff) socket.resetAndDestroy();
        else if (sent.length > takes + 1_000) socket.end('INSTREAM size limit exceeded. ERROR\0');
        else if (bytes) socket.end(says ?? (bytes.includes(finds) ? 'stream: Test-Signature FOUND\0' : 'stream: OK\0'));
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => server.close() };
}

/** The bytes of all chunks, once the empty one has come. */
function wholeStream(sent: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (sent.length < command.length) return undefined;
  if (!sent.toString('latin1').startsWith(command)) throw new Error('It is no INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= sent.length; ) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
