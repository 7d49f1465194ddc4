import { expect } from 'chai';
import { ProblemError } from '../../../client/api/problem.ts';
import { type PartsDoor, type Sending, sendInParts } from '../../../client/api/send-file.ts';
import type { BegunFile } from '../../../client/api/sent-file.ts';
import { MOST_PART_BYTES } from '../../../server/platform/uploads/contract.ts';

const SIZE = 2 * MOST_PART_BYTES + 5;
const file = new File([new Uint8Array(SIZE)], 'Phụ lục.pdf', { lastModified: 17 });
const upload = { uploadId: 'u', name: file.name, mediaType: 'application/pdf', size: SIZE, sha256: '' };
const offline = () => new ProblemError({ slug: 'offline', status: 0 });

/** A server that keeps parts, after what it first answers to them and to the question how far it is. */
function aDoor(failures: { readonly parts?: Error[]; readonly states?: Error[]; readonly kept?: number } = {}) {
  const { parts = [], states = [] } = failures;
  let offset = failures.kept ?? 0;
  const places: string[] = [];
  const stateNow = () => ({ begunId: 'b', offset, size: SIZE, upload: offset === SIZE ? upload : null });
  const door: PartsDoor = {
    begin: async () => stateNow(),
    stateOf: async () => {
      const failure = states.shift();
      if (failure) throw failure;
      return stateNow();
    },
    put: async (_id, { bytes, place }, { onProgress }) => {
      places.push(place.replace('bytes ', ''));
      onProgress?.(0.5);
      const failure = parts.shift();
      if (failure) throw failure;
      offset += bytes.size;
      return stateNow();
    },
  };
  return { door, places };
}

const [first, second, third] = [0, MOST_PART_BYTES, 2 * MOST_PART_BYTES].map(
  (from) => `${from}-${Math.min(from + MOST_PART_BYTES, SIZE) - 1}/${SIZE}`,
);

describe('a long file on its way', () => {
  const rests: number[] = [];
  const send = (to: PartsDoor, sending: Sending = {}) =>
    sendInParts(file, sending, to, async (ms) => void rests.push(ms));
  const refusalOf = (sent: Promise<unknown>) =>
    sent.then(
      () => 'sent',
      (error: ProblemError) => error.slug,
    );
  beforeEach(() => rests.splice(0));

  it('goes in parts, and says how much of it has left and by what it may go on', async () => {
    const { door, places } = aDoor();
    const progress: number[] = [];
    const begun: BegunFile[] = [];
    const sent = await send(door, { onProgress: (part) => progress.push(part), onBegun: (one) => begun.push(one) });
    expect([sent, places]).to.deep.equal([upload, [first, second, third]]);
    expect(progress).to.deep.equal(progress.toSorted());
    expect(progress.map((part) => Math.round(part * 4))).to.deep.equal([0, 1, 2, 3, 4, 4]);
    expect(begun.map(({ begunId, name, size, modified }) => [begunId, name, size, modified])).to.deep.equal([
      ['b', 'Phụ lục.pdf', SIZE, 17],
    ]);
  });

  it('waits while nobody answers, longer and longer, and goes on where it was', async () => {
    const { door, places } = aDoor({ parts: [offline()], states: [offline(), offline()] });
    const paused: boolean[] = [];
    await send(door, { onPause: (one) => paused.push(one) });
    expect([rests, places]).to.deep.equal([
      [1_000, 2_000, 4_000],
      [first, first, second, third],
    ]);
    expect(paused).to.deep.equal([true, false, false, false, false]);
  });

  it('goes on from where the server is, when that is elsewhere than was thought', async () => {
    const begun = { begunId: 'b', name: file.name, size: SIZE, modified: 17, begunAt: '' };
    const elsewhere = new ProblemError({ slug: 'offset-mismatch', status: 409 });
    const { door, places } = aDoor({ kept: MOST_PART_BYTES, parts: [elsewhere] });
    await send(door, { begun });
    expect(places).to.deep.equal([second, second, third]);
    const forgotten = aDoor({ states: [new ProblemError({ slug: 'not-found', status: 404 })] });
    await send(forgotten.door, { begun });
    expect(forgotten.places).to.deep.equal([first, second, third]);
  });

  it('ends by a refusal, and when somebody stops it', async () => {
    const refused = aDoor({ parts: [new ProblemError({ slug: 'content-mismatch', status: 422 })] });
    expect(await refusalOf(send(refused.door))).to.equal('content-mismatch');
    const stop = new AbortController();
    const stopped = aDoor();
    const sent = send(stopped.door, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(await sent.catch((error: Error) => error.name)).to.equal('AbortError');
    expect(stopped.places).to.have.length(1);
  });
});
