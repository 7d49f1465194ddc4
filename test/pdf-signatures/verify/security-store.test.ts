import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { isArray, isReference, isStream } from '../../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import { addValidationData } from '../../../server/pdf-signatures/produce/add-validation-data.ts';
import type { VerifyOptions } from '../../../server/pdf-signatures/verification.ts';
import { verifyPdf } from '../../../server/pdf-signatures/verify/verify-pdf.ts';
import {
  appendUpdate,
  aTarget,
  streamText,
  type Target,
  type Update,
  withKeys,
} from '../../support/attacks/pdf-bytes.ts';
import { cleanLists } from '../../support/levels.ts';
import { aDemoAuthority, aSealedPdf } from '../../support/signing.ts';

/** The store of a file as the tests change it: its number, and what its lists lead to. */
interface Store {
  readonly target: Target;
  readonly number: number;
  readonly list: (key: string) => readonly number[];
}

function storeOf(pdf: Uint8Array): Store {
  const target = aTarget(pdf);
  const entry = target.dictionary(target.root).entries.get('DSS');
  const number = isReference(entry) ? entry.number : 0;
  const list = (key: string): number[] => {
    const items = target.view.get(target.dictionary(number), key);
    return (isArray(items) ? items : []).filter(isReference).map((item) => item.number);
  };
  return { target, number, list };
}

const references = (numbers: readonly number[]): string => `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`;

/** A stream of the file again, unpacked or packed, under whatever number it is written. */
function copied({ target }: Store, number: number, packed: boolean): string {
  const stream = target.view.object(number);
  if (!isStream(stream)) throw new Error(`Object ${number} is no stream`);
  const bytes = packed ? deflateSync(stream.bytes) : Buffer.from(stream.bytes);
  return streamText(bytes.toString('latin1'), packed ? '/Filter /FlateDecode ' : '');
}

const perSignature = (inside: string): string => `<</${'A1B2C3D4E5'.repeat(4)} <<${inside}>>>>`;

describe('The security store of a file, written on after its signatures', () => {
  let options: VerifyOptions;
  let stored: Uint8Array;

  before(async () => {
    const { authority } = await aDemoAuthority();
    const trust = { anchors: [authority.root.certificate], intermediates: [authority.issuing.certificate] };
    options = { trust, at: new Date('2026-11-06T00:00:00Z'), softRevocation: true };
    const certificates = [authority.root.certificate, authority.issuing.certificate];
    const data = { ...(await cleanLists()), certificates };
    stored = await addValidationData(await aSealedPdf(), { certificates: [], crls: [], ocsps: [] }, data);
  });

  async function judged(pdf: Uint8Array, change: (store: Store) => Update) {
    const { verdict, signatures } = await verifyPdf(appendUpdate(pdf, change(storeOf(pdf))), options);
    return { verdict, reasons: signatures.flatMap(({ reasons }) => reasons) };
  }

  const withStore = ({ target, number }: Store, changes: Record<string, string | undefined>) => ({
    [number]: withKeys(target.dictionary(number), changes),
  });

  const growing: Readonly<Record<string, (store: Store) => Update>> = {
    'its lists as new objects, with all they held and more': (store) => {
      const { size } = store.target;
      const objects = { [size]: references([...store.list('Certs'), size + 1]), [size + 1]: streamText('more') };
      return { objects: { ...withStore(store, { Certs: `${size} 0 R` }), ...objects } };
    },
    'a store of another number in the catalog': (store) => {
      const { target, number } = store;
      const objects = { [target.root]: withKeys(target.dictionary(target.root), { DSS: `${target.size} 0 R` }) };
      return { objects: { ...objects, [target.size]: withKeys(target.dictionary(number), { VRI: perSignature('') }) } };
    },
    'a store written into the catalog itself': ({ target, number }) => {
      const store = withKeys(target.dictionary(number), {});
      return { objects: { [target.root]: withKeys(target.dictionary(target.root), { DSS: store }) } };
    },
    'every certificate copied to a number of its own, packed': (store) => {
      const certificates = store.list('Certs');
      const copies = certificates.map((number, at) => [store.target.size + at, copied(store, number, true)] as const);
      const list = references(copies.map(([number]) => number));
      return { objects: { ...withStore(store, { Certs: list }), ...Object.fromEntries(copies) } };
    },
    'a certificate written anew in its place': (store) => {
      const [first = 0] = store.list('Certs');
      return { objects: { [first]: copied(store, first, true) } };
    },
    'the data of each signature': (store) => {
      const keys = `/Cert ${references(store.list('Certs'))} /CRL ${references(store.list('CRLs'))} /TU (D:20261105)`;
      return { objects: withStore(store, { VRI: perSignature(keys) }) };
    },
  };
  for (const [what, change] of Object.entries(growing)) {
    it(`may grow, however that is written: ${what}`, async () => {
      const { verdict, reasons } = await judged(stored, change);
      expect(verdict).to.equal('valid');
      expect(reasons).to.include('validation-data-added').and.to.not.include('validation-data-lost');
    });
  }

  it('may grow again and again, with data of each signature under new numbers', async () => {
    let pdf = stored;
    for (let round = 0; round < 3; round += 1) {
      const store = storeOf(pdf);
      const { size } = store.target;
      const objects = {
        ...withStore(store, { Certs: `${size} 0 R`, VRI: `${size + 1} 0 R` }),
        [size]: references([...store.list('Certs'), size + 2]),
        [size + 1]: perSignature(`/Cert ${size} 0 R`),
        [size + 2]: streamText(`certificate ${round}`),
      };
      pdf = appendUpdate(pdf, { objects });
    }
    expect((await verifyPdf(pdf, options)).verdict).to.equal('valid');
  });

  const losing: Readonly<Record<string, (store: Store) => Update>> = {
    'a certificate left out of its list': (store) => ({
      objects: withStore(store, { Certs: references(store.list('Certs').slice(1)) }),
    }),
    'a list left out': (store) => ({ objects: withStore(store, { CRLs: undefined }) }),
    'the store left out of the catalog': ({ target }) => ({
      objects: { [target.root]: withKeys(target.dictionary(target.root), { DSS: undefined }) },
    }),
    'a certificate overwritten by another': (store) => ({
      objects: { [store.list('Certs')[0] ?? 0]: streamText('x') },
    }),
    'a revocation list freed': (store) => ({ objects: withStore(store, {}), freed: store.list('CRLs').slice(0, 1) }),
    'a list that stands twice': (store) => ({
      objects: { [store.number]: withKeys(store.target.dictionary(store.number), {}).replace(/>>$/, '/Certs []>>') },
    }),
    'a whole other store': ({ target }) => ({
      objects: {
        [target.root]: withKeys(target.dictionary(target.root), { DSS: '<</Certs []>>' }),
      },
    }),
  };
  for (const [what, change] of Object.entries(losing)) {
    it(`that lost something leaves the verdict open, since no page changed: ${what}`, async () => {
      const { verdict, reasons } = await judged(stored, change);
      expect(verdict).to.equal('unclear');
      expect(reasons).to.include('validation-data-lost').and.to.not.include('changed-after-signing');
    });
  }

  it('that lost the data of one signature leaves the verdict open', async () => {
    const store = storeOf(stored);
    const grown = appendUpdate(stored, { objects: withStore(store, { VRI: perSignature('/Cert []') }) });
    const { verdict, reasons } = await judged(grown, (now) => ({ objects: withStore(now, { VRI: '<<>>' }) }));
    expect(verdict).to.equal('unclear');
    expect(reasons).to.include('validation-data-lost');
  });

  it('is no way to a page: what the page shows as well cannot be written anew through it', async () => {
    const store = storeOf(stored);
    const { target } = store;
    const contents = target.dictionary(target.page).entries.get('Contents');
    const [first] = isArray(contents) ? contents : [contents];
    const page = isReference(first) ? first.number : 0;
    const listed = appendUpdate(stored, {
      objects: withStore(store, { Certs: references([...store.list('Certs'), page]) }),
    });
    expect((await verifyPdf(listed, options)).verdict).to.equal('valid');
    const forged = appendUpdate(listed, { objects: { [page]: streamText('BT (Forged) Tj ET') } });
    expect((await verifyPdf(forged, options)).verdict).to.equal('invalid');
    const freed = appendUpdate(listed, { objects: withStore(storeOf(listed), {}), freed: [page] });
    expect((await verifyPdf(freed, options)).verdict).to.equal('invalid');
  });

  it('that is too large is refused, never read in part', async () => {
    const store = storeOf(stored);
    const [first = 0] = store.list('Certs');
    const pdf = appendUpdate(stored, { objects: withStore(store, { Certs: references(Array(2_001).fill(first)) }) });
    expect(await verifyPdf(pdf, options)).to.deep.include({ verdict: 'unclear', reasons: ['too-complex'] });
  });
});
