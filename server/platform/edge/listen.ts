import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { StartUpFailure, systemErrorCode } from '../state/start-up-failure.ts';
import type { OwnCertificate } from './own-certificate.ts';
import { answerUnreadable } from './unreadable.ts';

/** Refuses a port that another program has, before anything slow is done; 0 means any free one. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const probe = await bind(createServer(), port, host);
  probe.close();
  await once(probe, 'close');
}

/** How long headers and a whole request may take to arrive, and how often that is looked at; then 408. */
export interface Patience {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
}

/** Limits on headers and time keep one slow client from holding the server (docs/bad-inputs.md, rows 15 and 59). */
const patience: Patience = { headersTimeout: 20_000, requestTimeout: 300_000, connectionsCheckingInterval: 5_000 };
const limits = {
  maxHeaderSize: 16_384,
  // Longer than proxies keep an idle connection (60 s): the end that sends requests must be the one that closes, or it sends one too late.
  keepAliveTimeout: 75_000,
  // A missing `Host` is refused like everything else, with a problem document.
  requireHostHeader: false,
};

/** Serves `listener`; with less patience in tests. */
export async function listen(
  listener: RequestListener,
  port: number,
  host: string,
  over: Patience = patience,
): Promise<Server> {
  return await bind(answerUnreadable(createServer({ ...limits, ...over }, listener)), port, host);
}

/** The same over TLS 1.2 or later, by a certificate of its own, which is looked after until it is stopped. */
export async function listenSecurely(
  listener: RequestListener,
  port: number,
  host: string,
  certificate: OwnCertificate,
): Promise<Server> {
  const tls = { ...certificate.pair, minVersion: 'TLSv1.2', handshakeTimeout: patience.headersTimeout } as const;
  const server = createSecureServer({ ...limits, ...patience, ...tls }, listener);
  answerUnreadable(server);
  certificate.serve(server);
  return await bind(server, port, host);
}

/** Takes no new connection, lets requests finish for `patienceMs`, then cuts those that remain. */
export async function stopListening(server: Server, patienceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(cut);
}

/** The port a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function bind(server: Server, port: number, host: string): Promise<Server> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  } catch (error) {
    throw cannotListen(port, host, error);
  }
}

function cannotListen(port: number, host: string, error: unknown): StartUpFailure {
  const code = systemErrorCode(error);
  if (code === 'EADDRINUSE') {
    return new StartUpFailure(
      `Cổng ${port} đang được chương trình khác dùng: hãy dừng chương trình đó hoặc đặt PORT khác, ví dụ PORT=${port + 1} npm start.`,
      `Port ${port} is taken by another program: stop it or set another PORT, for example PORT=${port + 1} npm start.`,
      error,
    );
  }
  return new StartUpFailure(
    `Không mở được cổng ${port} trên ${host} (${code ?? 'lỗi'}): hãy đặt PORT hoặc HOST khác.`,
    `Port ${port} on ${host} cannot be opened (${code ?? 'error'}): set another PORT or HOST.`,
    error,
  );
}
