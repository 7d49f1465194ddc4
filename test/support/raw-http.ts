import { connect } from 'node:net';

/** Sends bytes as they are to a local port and gives all that comes back until the server closes or `enough` is seen. */
export function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  enough: RegExp = /\r\n\r\n[\s\S]*\}/,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = () => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (enough.test(text)) finish();
    });
    socket.once('end', finish);
    socket.once('error', reject);
  });
}
