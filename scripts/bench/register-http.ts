import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { testPassword } from '../../test/support/identity.ts';
import { startServer } from '../../test/support/server-process.ts';
import { type BenchClerk, type BenchWorld, nextFields, nextUpload } from './register-world.ts';

export interface RunningServer {
  readonly origin: string;
  readonly pid: number | undefined;
  /** Registers the clerk's next upload: session, rights, contract, idempotency key, act, answer. */
  register(clerk: BenchClerk, over?: { readonly subject?: string }): Promise<void>;
  end(): Promise<void>;
}

/** The real server in a process of its own, with a session for each clerk; verifying what was registered is another process's work. */
export async function aRunningServer({ address, storageFolder, clerks }: BenchWorld): Promise<RunningServer> {
  const server = startServer({
    ROLE: 'web',
    PORT: '0',
    DEMO: '0',
    MONGODB_URI: address.uri,
    MONGODB_DATABASE: address.database,
    STORAGE_DIR: storageFolder,
  });
  const origin = await server.ready();
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const cookies = new Map<BenchClerk, string>();
  for (const clerk of clerks) {
    const { headers } = await post(
      origin,
      agent,
      '/api/session',
      {},
      { username: clerk.username, password: testPassword },
    );
    cookies.set(clerk, String(headers['set-cookie']).split(';', 1)[0] ?? '');
  }
  const register: RunningServer['register'] = async (clerk, over = {}) => {
    const headers = { Cookie: cookies.get(clerk) ?? '', 'Idempotency-Key': randomBytes(12).toString('hex') };
    await post(origin, agent, '/api/incoming', headers, { ...nextFields(), ...over, uploadId: nextUpload(clerk) });
  };
  const end = async (): Promise<void> => {
    agent.destroy();
    server.child.kill('SIGTERM');
    await server.ended();
  };
  return { origin, pid: server.child.pid, register, end };
}

function post(origin: string, agent: Agent, path: string, headers: Record<string, string>, body: object) {
  const bytes = JSON.stringify(body);
  return new Promise<{ readonly headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(new URL(path, origin), {
      agent,
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) },
    });
    sent.once('error', reject).once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('error', reject).once('end', () => {
        if (response.statusCode === 201) resolve({ headers: response.headers });
        else reject(new Error(`${path} answered ${response.statusCode}: ${text}`));
      });
    });
    sent.end(bytes);
  });
}
