/** How slow the other side may be: bytes that must have moved in each stretch of time, or the time ends. */
const LEAST_BYTES = 64 * 1024;

/** A time that ends when nothing moves, or too little: 64 KiB in each stretch of it. */
export class Pace {
  readonly #timer: NodeJS.Timeout;
  #moved = 0;

  constructor(stretchMs: number, end: () => void) {
    this.#timer = setTimeout(end, stretchMs);
  }

  /** So many bytes have moved. */
  moved(bytes: number): void {
    this.#moved += bytes;
    if (this.#moved >= LEAST_BYTES) this.anew();
  }

  /** Begins a new stretch. */
  anew(): void {
    this.#moved = 0;
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The bytes of a stream as they come; fails when they are not exactly `size`. What comes after them has a new stretch of time. */
export async function* exactly(
  stream: AsyncIterable<Uint8Array>,
  size: number,
  pace: Pace,
): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > size) break;
    pace.moved(chunk.length);
    yield chunk;
  }
  if (seen !== size) throw new Error(seen > size ? `more than ${size} bytes came` : `${seen} of ${size} bytes came`);
  pace.anew();
}

/** The bytes of a stream as they come; fails once there are more than `most`. */
export async function* atMost(stream: AsyncIterable<Uint8Array>, most: number, pace: Pace): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > most) throw new Error(`more than ${most} bytes came`);
    pace.moved(chunk.length);
    yield chunk;
  }
  pace.anew();
}
