import { type IncomingHttpHeaders, request } from 'node:http';
import { expect } from 'chai';
import { z } from 'zod';
import { sendRaw } from '../support/raw-http.ts';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes and texts go as they are, everything else as JSON. */
  readonly body?: unknown;
}

/** What came back. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const problem = z.strictObject({
  type: z.string().regex(/^\/problems\/[a-z0-9-]+$/),
  title: z.string().min(1),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
});

/** Sends a request on a connection of its own. A server may answer and hang up before all was sent. */
export function overWire(port: number, { method = 'POST', path, headers = {}, body }: Sent): Promise<Got> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = body === undefined || isRaw ? body : JSON.stringify(body);
  const types = body === undefined || 'Content-Type' in headers ? {} : { 'Content-Type': 'application/json' };
  const length = bytes === undefined ? {} : { 'Content-Length': Buffer.byteLength(bytes) };
  return new Promise((resolve, reject) => {
    let answered = false;
    const asked = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { ...types, ...length, ...headers },
    });
    asked.on('error', (error) => (answered ? undefined : reject(error)));
    asked.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      const end = () => {
        asked.destroy();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('latin1'),
        });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', end);
      response.on('error', end);
      if (response.headers['content-type']?.startsWith('text/event-stream')) end();
    });
    asked.end(bytes);
  });
}

/** No answer is enough: the connection is read until the server closes it. */
export const UNTIL_CLOSED = /(?!)/;

/** Sends bytes as they are, and reads the answer that the server gives before it is through with them. */
export async function rawOverWire(
  port: number,
  bytes: string | Uint8Array,
  enough: RegExp = /\r\n\r\n[\s\S]*\}$/,
): Promise<Got> {
  const answer = await sendRaw(port, bytes, enough);
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((header) => [
      header.slice(0, header.indexOf(':')).toLowerCase(),
      header.slice(header.indexOf(':') + 1).trim(),
    ]),
  );
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1] ?? 0);
  return { status, headers, text: rest.join('\r\n\r\n') };
}

/**
 * Status and slug in one line, `422 too-long`. Whatever is refused must be an RFC 9457 document with the id of the request, and must tell
 * nothing of our insides.
 */
export function answerOf({ status, headers, text }: Got): string {
  if (status < 400) return String(status);
  expect(headers['content-type'], text).to.equal('application/problem+json; charset=utf-8');
  const { type, status: said, detail, instance } = problem.loose().parse(JSON.parse(text));
  expect({ said, instance }).to.deep.equal({ said: status, instance: headers['x-request-id'] });
  expect(detail).to.not.match(/node_modules|\.ts\b|\n\s+at |mongo/i);
  return `${status} ${type.replace('/problems/', '')}`;
}

/** Where the fields of a refusal are, by their pointers. */
export function pointersOf({ text }: Got): string[] {
  const { fields } = z.looseObject({ fields: z.array(z.looseObject({ pointer: z.string() })) }).parse(JSON.parse(text));
  return fields.map(({ pointer }) => pointer);
}
