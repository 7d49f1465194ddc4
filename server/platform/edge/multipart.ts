import { rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import type { Request, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import { askForBody } from '../api/ask-for-body.ts';
import type { UploadedFile } from '../api/contract.ts';
import type { Edge } from '../api/http.ts';
import { clientGone, DomainError } from '../errors.ts';
import { files, type ReceivedFile } from '../files/files.ts';
import { cleanFileName } from '../text/file-name.ts';

export interface MultipartLimits {
  /** No endpoint takes a longer file than this, whatever its contract says. */
  readonly mostBytes: number;
  /** A body that is not complete by then is cut off with 408; a contract may give less time. */
  readonly deadlineMs: number;
}

/** What boundaries and part headers may add to the file itself. */
const ENVELOPE_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 8 * 1024;

/**
 * Takes the one file part named `file` of a multipart request into the file store's temporary folder. Refuses with 415 another
 * content type, 413 what is too long (at once when the length is declared), 408 what is too slow, 400 `malformed-multipart`
 * everything else; after a refusal or an abort no temporary file is left (docs/bad-inputs.md, rows 50 to 59).
 */
export function fileReceiver({ mostBytes, deadlineMs: mostMs }: MultipartLimits): Edge['receiveFile'] {
  return async (request, response, { maxBytes, deadlineMs = mostMs }) => {
    const cap = Math.min(maxBytes, mostBytes);
    requireMultipart(request);
    if (Number(request.headers['content-length'] ?? 0) > cap + ENVELOPE_BYTES) throw tooLarge(cap);
    if (request.destroyed) throw clientGone();
    const feed = new Feed(request.headers, cap);
    const deadline = setTimeout(() => feed.destroy(tooSlow()), deadlineMs);
    const broken = () => {
      if (!request.complete) feed.destroy(clientGone());
    };
    request.once('error', broken).once('close', broken);
    askForBody(request, response);
    request.pipe(feed);
    try {
      return await parse(feed, response, cap);
    } finally {
      clearTimeout(deadline);
      request.off('error', broken).off('close', broken);
      request.unpipe(feed);
    }
  };
}

async function parse(feed: Feed, response: Response, cap: number): Promise<UploadedFile> {
  const intake = new Intake();
  const middleware = multer({
    storage: intake,
    defParamCharset: 'utf8',
    limits: {
      fileSize: cap,
      files: 1,
      fields: 0,
      parts: 1,
      headerPairs: 20,
      fieldNameSize: 100,
      fieldArrayIndexLimit: 0,
      fieldNestingDepth: 0,
    },
  }).single('file');
  try {
    // multer reads the headers and the stream of a request, nothing else; it must not get the request itself, because it
    // would swallow the rest of a refused body before the refusal could be answered.
    const request = feed as unknown as Request;
    await new Promise<void>((resolve, reject) => {
      middleware(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
    const received = await intake.file();
    if (!received) throw malformed('There is no file part named file');
    return received;
  } catch (error) {
    await intake.discard();
    throw refusalOf(error, cap);
  }
}

/** The body on its way to the parser: counts bytes, and bounds the headers of the one part. */
class Feed extends Transform {
  readonly headers: IncomingHttpHeaders;
  readonly #cap: number;
  #size = 0;
  #head: Buffer | undefined = Buffer.alloc(0);

  constructor(headers: IncomingHttpHeaders, cap: number) {
    super();
    this.headers = headers;
    this.#cap = cap;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.#cap + ENVELOPE_BYTES) done(tooLarge(this.#cap));
    else if (this.#headersTooLong(chunk)) done(malformed('The headers of the part are too long'));
    else done(null, chunk);
  }

  #headersTooLong(chunk: Buffer): boolean {
    if (!this.#head) return false;
    this.#head = Buffer.concat([this.#head, chunk.subarray(0, 2 * MOST_HEADER_BYTES)]);
    const end = this.#head.indexOf('\r\n\r\n');
    const size = end === -1 ? this.#head.length : end;
    if (end !== -1) this.#head = undefined;
    return size > MOST_HEADER_BYTES;
  }
}

/** multer's storage: the file goes to the store's temporary folder, and away again when the request is refused. */
class Intake implements StorageEngine {
  #receiving: Promise<ReceivedFile> | undefined;
  #name = '';

  _handleFile(
    _request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    this.#name = cleanFileName(file.originalname);
    this.#receiving = files().receive(file.stream);
    this.#receiving.then(({ path, size }) => done(null, { path, size }), done);
  }

  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }

  async file(): Promise<UploadedFile | undefined> {
    const received = await this.#receiving;
    return received && { ...received, name: this.#name };
  }

  async discard(): Promise<void> {
    const [outcome] = await Promise.allSettled([this.#receiving]);
    if (outcome.status === 'fulfilled' && outcome.value) await rm(outcome.value.path, { force: true });
  }
}

function requireMultipart(request: Request): void {
  const type = request.headers['content-type'] ?? '';
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type) || encoding !== 'identity') {
    throw new DomainError('unsupported', 'unsupported-media-type', 'Send multipart/form-data, not compressed');
  }
  const boundary = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(type);
  const length = (boundary?.[1] ?? boundary?.[2] ?? '').length;
  if (length < 1 || length > 70) throw malformed('A boundary has 1 to 70 characters (RFC 2046)');
}

/** The answer to whatever multer, its parser or the disk threw. */
function refusalOf(error: unknown, cap: number): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') return tooLarge(cap);
  if (error instanceof Error && 'syscall' in error) return error;
  return malformed(error instanceof Error ? error.message : 'The body cannot be read', error);
}

function malformed(detail: string, cause?: unknown): DomainError {
  return new DomainError('malformed', 'malformed-multipart', detail, { cause });
}

function tooLarge(cap: number): DomainError {
  return new DomainError('too-large', 'too-large', `A file may hold ${cap} bytes`, { extra: { maxBytes: cap } });
}

function tooSlow(): DomainError {
  return new DomainError('timeout', 'upload-timeout', 'The file did not arrive in time');
}
