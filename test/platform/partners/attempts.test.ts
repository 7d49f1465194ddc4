import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createSignatureSync, verifySignature } from 'http-message-sig';
import { contentDigestOf } from '../../../server/platform/api/content-digest.ts';
import { messageOf, signerOf, verifierOf } from '../../../server/platform/partners/attempt.ts';
import { attemptNonces } from '../../../server/platform/partners/attempt-nonces.ts';
import { signAttempt } from '../../../server/platform/partners/sign-attempt.ts';
import {
  type ArrivedAttempt,
  type KeysOf,
  requireBody,
  verifyAttempt,
} from '../../../server/platform/partners/verify-attempt.ts';
import { refusalOf } from '../../support/identity.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const now = new Date('2026-11-30T01:02:03.456Z');
const body = '{"content":"e30="}';
const url = new URL('https://vanban.saomai.gov.vn/api/exchange/v1/messages?a=1&b=2');
const { privateKey: key, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const keysOf: KeysOf = async (id) => (id === 'sao-mai-1' ? [publicKey] : []);

/** A request as it would come in when nobody meddles. */
function anArrival(over: Partial<ArrivedAttempt> = {}, at = now): ArrivedAttempt {
  const signed = signAttempt({ method: 'POST', url, bodySha256: sha256(body) }, { id: 'sao-mai-1', key }, at);
  return { method: 'POST', targetUri: url.href, headers: linesOf(signed), ...over };
}

const linesOf = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]));

/** An attempt of another form, rightly signed. */
function oddly({
  components = ['@method', '@target-uri', 'content-digest'],
  parameters = {},
  label = 'vanban',
}: {
  components?: readonly string[];
  parameters?: Record<string, string | number | undefined>;
  label?: string;
}): ArrivedAttempt {
  const digest = { 'Content-Digest': contentDigestOf(sha256(body)) };
  const { signature, signatureInput } = createSignatureSync(messageOf('POST', url.href, digest), {
    label,
    components,
    parameters: {
      created: Math.floor(now.getTime() / 1000),
      nonce: 'p0Nzq4Y0tJ1V3bq6w7yTqg',
      keyid: 'sao-mai-1',
      alg: 'ed25519',
      tag: 'vanban-exchange',
      ...parameters,
    },
    signer: signerOf(key),
  });
  return anArrival({ headers: linesOf({ ...digest, 'Signature-Input': signatureInput, Signature: signature }) });
}

const codeOf = async (arrived: ArrivedAttempt, at = now) => (await refusalOf(verifyAttempt(arrived, keysOf, at))).code;

/** The same with one header made otherwise. */
function changed(name: string, change: (value: string) => readonly string[], arrived = anArrival()): ArrivedAttempt {
  const [value = ''] = arrived.headers[name] ?? [];
  return { ...arrived, headers: { ...arrived.headers, [name]: [...change(value)] } };
}

describe('an attempt', () => {
  useFreshDatabase({ each: true });

  it('is known by the key that signed it, and so is its body', async () => {
    const attempt = await verifyAttempt(anArrival(), keysOf, now);
    expect(attempt.keyId).to.equal('sao-mai-1');
    requireBody(attempt, sha256(body));
    expect(() => requireBody(attempt, sha256(`${body} `))).to.throw(/not the one whose SHA-256/);
  });

  it('may be signed by any of the keys in force, while old and new overlap', async () => {
    const overlapping: KeysOf = async () => [stranger.publicKey, publicKey];
    expect((await verifyAttempt(anArrival(), overlapping, now)).keyId).to.equal('sao-mai-1');
  });

  it('is signed for the address as it is written everywhere, however the configuration spells it', async () => {
    const spelt = new URL('HTTPS://VANBAN.saomai.gov.vn:443/api/exchange/v1/messages?a=1&b=2');
    const signed = signAttempt({ method: 'POST', url: spelt, bodySha256: sha256(body) }, { id: 'sao-mai-1', key }, now);
    expect((await verifyAttempt(anArrival({ headers: linesOf(signed) }), keysOf, now)).keyId).to.equal('sao-mai-1');
  });

  it('covers the digest of no bytes where there is no body', () => {
    const signed = signAttempt({ method: 'GET', url, bodySha256: sha256('') }, { id: 'sao-mai-1', key }, now);
    expect(signed['Content-Digest']).to.equal('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });

  for (const [what, over] of Object.entries({
    'another method': { method: 'PUT' },
    'the method in small letters': { method: 'post' },
    'another path': { targetUri: url.href.replace('messages', 'waiting') },
    'another way to write the path': { targetUri: url.href.replace('messages', '%6dessages') },
    'the query in another order': { targetUri: url.href.replace('a=1&b=2', 'b=2&a=1') },
    'no query': { targetUri: url.href.replace('?a=1&b=2', '') },
    'another host': { targetUri: url.href.replace('saomai', 'thanhbinh') },
    'the host in capitals': { targetUri: url.href.replace('vanban.', 'VANBAN.') },
    'the default port written out': { targetUri: url.href.replace('.vn/', '.vn:443/') },
    'another port': { targetUri: url.href.replace('.vn/', '.vn:8443/') },
    'plain http': { targetUri: url.href.replace('https:', 'http:') },
  })) {
    it(`is invalid for ${what}`, async () => expect(await codeOf(anArrival(over))).to.equal('attempt-invalid'));
  }

  for (const [what, arrived] of Object.entries({
    'a digest of other bytes': changed('content-digest', () => [contentDigestOf(sha256('other'))]),
    'a second digest beside the signed one': changed('content-digest', (value) => [`${value}, sha-512=:AAAA:`]),
    'a key that nobody bears': oddly({ parameters: { keyid: 'nobody' } }),
    'a signature of other bytes': changed('signature', () => [`vanban=:${Buffer.alloc(64).toString('base64')}:`]),
    'a signature cut short': changed('signature', () => ['vanban=:AAAA:']),
    'a signature of no bytes': changed('signature', () => ['vanban=::']),
  })) {
    it(`is invalid with ${what}`, async () => expect(await codeOf(arrived)).to.equal('attempt-invalid'));
  }

  it('is invalid when another key signed it under this name', async () => {
    const known: KeysOf = async () => [stranger.publicKey];
    expect((await refusalOf(verifyAttempt(anArrival(), known, now))).code).to.equal('attempt-invalid');
  });

  for (const name of ['content-digest', 'signature-input', 'signature']) {
    it(`is malformed without ${name}, or with two of it`, async () => {
      expect(await codeOf(changed(name, () => []))).to.equal('attempt-malformed');
      expect(await codeOf(changed(name, (value) => [value, value]))).to.equal('attempt-malformed');
    });
  }

  it('is malformed with a signature that cannot be read', async () => {
    for (const name of ['signature-input', 'signature'])
      for (const odd of ['', '\u0000, (', 'é', 'vanban', 'vanban=("@method"', 'vanban=:a', ';'])
        expect(await codeOf(changed(name, () => [odd])), odd).to.equal('attempt-malformed');
  });

  const covered = ['@method', '@target-uri', 'content-digest'];
  for (const [what, odd] of Object.entries({
    'less covered': { components: ['@method', '@target-uri'] },
    'nothing covered': { components: [] },
    'more covered': { components: [...covered, '@authority'] },
    'covered in another order': { components: ['@target-uri', '@method', 'content-digest'] },
    'no created': { parameters: { created: undefined } },
    'no nonce': { parameters: { nonce: undefined } },
    'no keyid': { parameters: { keyid: undefined } },
    'no algorithm': { parameters: { alg: undefined } },
    'no tag': { parameters: { tag: undefined } },
    'another tag': { parameters: { tag: 'web-bot-auth' } },
    'an end of its own': { parameters: { expires: 4_000_000_000 } },
    'a parameter of its own': { parameters: { more: 'x' } },
    'a nonce of 15 bytes': { parameters: { nonce: Buffer.alloc(15).toString('base64url') } },
    'a nonce of other letters': { parameters: { nonce: `${'a'.repeat(30)} b` } },
    'a nonce without end': { parameters: { nonce: 'a'.repeat(129) } },
  })) {
    it(`is malformed with ${what}`, async () => expect(await codeOf(oddly(odd))).to.equal('attempt-malformed'));
  }

  it('is malformed with another algorithm, a parameter given twice, or a part that is given twice', async () => {
    const input = (from: string | RegExp, to: string) =>
      codeOf(changed('signature-input', (value) => [value.replace(from, to)]));
    expect(await input('alg="ed25519"', 'alg="hmac-sha256"')).to.equal('attempt-malformed');
    expect(await input('alg="ed25519"', 'alg=none')).to.equal('attempt-malformed');
    expect(await input(';tag=', ';created=1;tag=')).to.equal('attempt-malformed');
    expect(await input('"@method"', '"@method" "@method"')).to.equal('attempt-malformed');
    expect(await input('"content-digest"', '"content-digest";key="sha-256"')).to.equal('attempt-malformed');
    expect(await input(/created=\d+/, 'created="now"')).to.equal('attempt-malformed');
  });

  it('is malformed with a second signature beside its own, under another label or the same', async () => {
    const other = oddly({ label: 'other' }).headers;
    const both = (name: string, arrived: ArrivedAttempt) =>
      changed(name, (value) => [`${value}, ${other[name]?.[0] ?? ''}`], arrived);
    expect(await codeOf(both('signature', both('signature-input', anArrival())))).to.equal('attempt-malformed');
    expect(await codeOf(both('signature', anArrival()))).to.equal('attempt-malformed');
    expect(await codeOf(changed('signature', (value) => [`${value}, ${value}`]))).to.equal('attempt-malformed');
  });

  it('is taken within five minutes of its making, before and behind, and then no more', async () => {
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
    await verifyAttempt(anArrival({}, minutes(4.9)), keysOf, now);
    await verifyAttempt(anArrival({}, minutes(-4.9)), keysOf, now);
    for (const skewed of [5.2, -5.2, 24 * 60, -24 * 60])
      expect(await codeOf(anArrival({}, minutes(skewed)))).to.equal('clock-skew');
  });

  it('is taken once, whoever repeats it, also when many come at the same time', async () => {
    const arrived = anArrival();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => verifyAttempt(arrived, keysOf, now)));
    expect(all.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(await codeOf(arrived, new Date(now.getTime() + 4 * 60_000))).to.equal('attempt-replayed');
  });

  it('may bear the nonce of another deployment, and one that was refused', async () => {
    await verifyAttempt(oddly({}), keysOf, now);
    const everybody: KeysOf = async () => [publicKey];
    await verifyAttempt(oddly({ parameters: { keyid: 'thanh-binh' } }), everybody, now);
    const arrived = anArrival();
    expect(await codeOf({ ...arrived, method: 'PUT' })).to.equal('attempt-invalid');
    await verifyAttempt(arrived, keysOf, now);
  });

  it('is remembered for longer than it could be repeated, and then forgotten by the database', async () => {
    await verifyAttempt(anArrival(), keysOf, now);
    const [nonce] = await attemptNonces.model.find().lean().exec();
    expect((nonce as unknown as { forgetAt: Date }).forgetAt.getTime() - now.getTime()).to.be.greaterThan(10 * 60_000);
    const indexes = await attemptNonces.model.collection.indexes();
    expect(indexes.find(({ key: { forgetAt } }) => forgetAt === 1)?.expireAfterSeconds).to.equal(0);
  });

  it('says what it was that failed when keys cannot be looked up', async () => {
    const failing: KeysOf = async () => {
      throw new Error('the directory cannot be read');
    };
    const outcome = verifyAttempt(anArrival(), failing, now).catch(String);
    expect(await outcome).to.include('the directory cannot be read');
  });

  it('fails with any bit of it flipped, in what is covered and in what covers it', async () => {
    const arrived = anArrival();
    const header = (name: string) => arrived.headers[name]?.[0] ?? '';
    const signature = Buffer.from(header('signature').slice('vanban=:'.length, -1), 'base64');
    const parts: readonly [string, (flip: (text: string) => string) => ArrivedAttempt][] = [
      [arrived.method, (flip) => ({ ...arrived, method: flip(arrived.method) })],
      [arrived.targetUri, (flip) => ({ ...arrived, targetUri: flip(arrived.targetUri) })],
      [header('content-digest'), (flip) => changed('content-digest', (value) => [flip(value)], arrived)],
      [header('signature-input'), (flip) => changed('signature-input', (value) => [flip(value)], arrived)],
      [
        signature.toString('latin1'),
        (flip) => {
          const flipped = Buffer.from(flip(signature.toString('latin1')), 'latin1').toString('base64');
          return changed('signature', () => [`vanban=:${flipped}:`], arrived);
        },
      ],
    ];
    const flips = fc
      .constantFrom(...parts)
      .chain(([text, make]) =>
        fc.tuple(fc.constant(make), fc.nat(text.length - 1), fc.nat(text === signature.toString('latin1') ? 7 : 6)),
      );
    await fc.assert(
      fc.asyncProperty(flips, async ([make, at, bit]) => {
        const flipped = make(
          (text) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1),
        );
        expect(await codeOf(flipped)).to.be.oneOf(['attempt-malformed', 'attempt-invalid', 'clock-skew']);
      }),
      { numRuns: 500 },
    );
    await verifyAttempt(arrived, keysOf, now);
  });

  it('takes Ed25519 alone', () => {
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sign = () =>
      signAttempt({ method: 'GET', url, bodySha256: sha256('') }, { id: 'a', key: rsa.privateKey }, now);
    expect(sign).to.throw('signed by Ed25519');
  });
});

describe('signatures by Ed25519', () => {
  // RFC 9421, appendices B.1.4 and B.2.6.
  const private64 = 'MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF';
  const public64 = 'MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=';
  const message = messageOf('POST', 'https://example.com/foo?param=Value&Pet=dog', {
    Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'Content-Type': 'application/json',
    'Content-Length': '18',
  });
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const expected = {
    signatureInput:
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    signature: 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
  };

  it('are made as RFC 9421 shows it', () => {
    const made = createSignatureSync(message, {
      label: 'sig-b26',
      components,
      parameters: { created: 1618884473, keyid: 'test-key-ed25519' },
      signer: signerOf(createPrivateKey({ key: Buffer.from(private64, 'base64'), format: 'der', type: 'pkcs8' })),
    });
    expect(made).to.deep.equal(expected);
  });

  it('are verified as RFC 9421 shows it', async () => {
    const known = createPublicKey({ key: Buffer.from(public64, 'base64'), format: 'der', type: 'spki' });
    const fields = [
      ...message.fields,
      { name: 'Signature-Input', value: expected.signatureInput },
      { name: 'Signature', value: expected.signature },
    ];
    const { label } = await verifySignature(
      { ...message, fields },
      {
        policy: { algorithms: ['ed25519'], requiredComponents: components, requiredParameters: ['created', 'keyid'] },
        resolveVerifier: () => verifierOf([stranger.publicKey, known]),
      },
    );
    expect(label).to.equal('sig-b26');
  });
});
