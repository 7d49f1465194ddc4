import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { InsertFeed } from '../../../server/platform/edge/insert-feed.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { anActor, makeNote, signedInAs, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

/** An open event stream: the texts that came, and promises for what will come. */
class Stream {
  readonly #request: ClientRequest;
  readonly #answer: IncomingMessage;
  #text = '';
  #ended = false;
  #changed: () => void = () => undefined;

  private constructor(request: ClientRequest, answer: IncomingMessage) {
    this.#request = request;
    this.#answer = answer;
    answer
      .setEncoding('utf8')
      .on('data', (text: string) => this.#note(text))
      .on('close', () => this.#end());
  }

  static open(port: number, headers: Readonly<Record<string, string>>): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const request = get({ port, path: '/api/events', headers }, (answer) => resolve(new Stream(request, answer)));
      request.once('error', reject);
    });
  }

  get status(): number | undefined {
    return this.#answer.statusCode;
  }

  get text(): string {
    return this.#text;
  }

  async seen(part: string): Promise<void> {
    while (!this.#text.includes(part)) await this.#change();
  }

  async ended(): Promise<void> {
    while (!this.#ended) await this.#change();
  }

  close(): void {
    this.#request.destroy();
  }

  #note(text: string): void {
    this.#text += text;
    this.#changed();
  }

  #end(): void {
    this.#ended = true;
    this.#changed();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }
}

describe('live events', () => {
  useFreshDatabase();
  const app = useTestApp({
    audiences: {
      documentId: async (id) => {
        if (id === 'lost') throw new Error('The database is away');
        return ({ personId }) => id !== 'of-lan' || personId === 'lan';
      },
      arrivalId: async () => () => true,
    },
  });
  const streams: Stream[] = [];

  async function listen(headers = signedInAs()): Promise<Stream> {
    const stream = await Stream.open(app.port(), headers);
    streams.push(stream);
    return stream;
  }

  afterEach(() => {
    app.signedOut.clear();
    app.live().close();
    for (const stream of streams.splice(0)) stream.close();
  });

  it('reach the people of the agency and nobody else, with kind and document only', async () => {
    const [ours, theirs] = await Promise.all([listen(), listen(signedInAs('minh', 'so-tai-chinh'))]);
    app.live().publish({ agencyId: 'so-noi-vu', event: { type: 'document-registered', documentId: 'd1' } });
    app.live().publish({ agencyId: 'so-tai-chinh', event: { type: 'document-signed', documentId: 'd2' } });
    await ours.seen('data: {"kind":"document-registered","documentId":"d1"}\n\n');
    await theirs.seen('data: {"kind":"document-signed","documentId":"d2"}\n\n');
    expect(ours.text).to.not.include('d2');
    expect(theirs.text).to.not.include('d1');
  });

  it('reach of the agency only who may know of them, each in its order', async () => {
    const [lan, minh] = await Promise.all([listen(), listen(signedInAs('minh'))]);
    for (const documentId of ['d1', 'of-lan', 'd2']) {
      app.live().publish({ agencyId: 'so-noi-vu', event: { type: 'document-signed', documentId } });
    }
    app.live().publish({ agencyId: 'so-noi-vu', event: { type: 'document-arrived', arrivalId: 'a1' } });
    await Promise.all([lan.seen('a1'), minh.seen('a1')]);
    const heard = ({ text }: Stream) => [...text.matchAll(/"documentId":"([^"]+)"/g)].map(([, id]) => id);
    expect(heard(lan)).to.deep.equal(['d1', 'of-lan', 'd2', 'a1']);
    expect(heard(minh)).to.deep.equal(['d1', 'd2', 'a1']);
  });

  it('end where nobody can tell who may know, so that the page asks for everything anew', async () => {
    const [ours, theirs] = await Promise.all([listen(), listen(signedInAs('minh', 'so-tai-chinh'))]);
    app.live().publish({ agencyId: 'so-noi-vu', event: { type: 'document-signed', documentId: 'lost' } });
    await ours.ended();
    app.live().publish({ agencyId: 'so-tai-chinh', event: { type: 'document-signed', documentId: 'd1' } });
    await theirs.seen('d1');
    expect(ours.text).to.not.include('lost');
  });

  it('end for whoever signed out, and go on for the others', async () => {
    const [lan, minh] = await Promise.all([listen(signedInAs('lan')), listen(signedInAs('minh'))]);
    app.signedOut.add('lan');
    await Promise.all([app.live().recheck('lan'), app.live().recheck('minh')]);
    await lan.ended();
    await minh.seen(': ping');
    expect(app.live().size).to.equal(1);
  });

  it('are capped for each person: the oldest stream ends', async () => {
    const first = await listen();
    await Promise.all([listen(), listen(), listen()]);
    await first.ended();
    expect(app.live().size).to.equal(3);
  });

  it('are refused without a session and to pages of other sites', async () => {
    expect((await listen({})).status).to.equal(401);
    expect((await listen({ ...signedInAs(), Origin: 'https://evil.example' })).status).to.equal(403);
    expect((await listen({ ...signedInAs(), 'Sec-Fetch-Site': 'cross-site' })).status).to.equal(403);
  });

  it('answer HEAD at once', async () => {
    const answer = await app.agent().head('/api/events').set(signedInAs()).expect(200);
    expect(answer.headers['content-type']).to.match(/^text\/event-stream/);
    await app.agent().head('/api/events').expect(401);
    expect(app.live().size).to.equal(0);
  });

  it('can be fed by what is inserted into a collection', async () => {
    const stream = await listen();
    let told: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      told = resolve;
    });
    const feed = new InsertFeed('testNotes', ['_id', 'agencyId'], ({ agencyId, _id }) => {
      app.live().publish({ agencyId, event: { type: 'note-made', documentId: _id } });
      told();
    });
    feed.start();
    // A change stream tells of what comes after its opening: notes are made until the first is told.
    const opened = first.then(() => true);
    let made = '';
    do made = (await inTransaction(anActor(), (tx) => makeNote(tx, { title: 'a' }))).id;
    while (!(await Promise.race([opened, new Promise((resolve) => setImmediate(() => resolve(false)))])));
    await stream.seen(made);
    await feed.stop();
  });
});
