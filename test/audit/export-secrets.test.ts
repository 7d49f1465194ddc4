import '../../server/stores.ts';
import { expect } from 'chai';
import { publishedRow } from '../../server/audit/tree/published-row.ts';
import { allStores } from '../../server/platform/database/store.ts';

/** What a field may be called that opens something, or helps to. */
const telling = /pass|secret|token|totp|otp|pin$|seed|recovery|private|cookie|session|key|hash|p12|sha256$|salt/i;

/** Fields that only sound so, by what they hold. */
const harmless: Readonly<Record<string, RegExp>> = {
  'SHA-256 of a stored file, a certificate or a message: knowing it gives nobody the bytes': /sha256$/i,
  'public half of the key of a log, or of those of a deployment': /(^|\.)(publicKey|deploymentKeys)$/,
  'what two registrations of one document have in common, from their printed numbers': /^duplicateKey$/,
  'a number that ends sessions when it is raised': /^sessionEpoch$/,
  'whether, not what': /^mustChangePassword$/,
};

const exported = allStores().filter(({ evidence, name }) => evidence && !/test/i.test(name));
const fieldsOf = ({ model }: (typeof exported)[number]): string[] => Object.keys(model.schema.paths);

describe('an export of the logs', () => {
  it('gives away no field of any collection that opens something', () => {
    const given = exported.flatMap((store) =>
      fieldsOf(store)
        .filter((field) => telling.test(field))
        .filter((field) => !store.secrets.includes(field))
        .filter((field) => !Object.values(harmless).some((form) => form.test(field)))
        .map((field) => `${store.name}.${field}`),
    );
    expect(given).to.deep.equal([]);
  });

  it('holds a digest in place of each, by which it is known that the secret was changed', () => {
    const secret = exported.filter(({ secrets }) => secrets.length > 0);
    expect(secret.map(({ name }) => name)).to.include.members(['people', 'deploymentSettings']);
    for (const store of secret) {
      for (const field of store.secrets) {
        expect(fieldsOf(store), store.name).to.include(field);
        const [one, other] = ['$argon2id$one', '$argon2id$other'].map((value) =>
          JSON.stringify(publishedRow(store, { id: 'a', [field]: value, name: 'b' })),
        );
        expect(one).to.match(/^\{"id":"a","\w+":\{"\$secret":"[0-9a-f]{64}"\},"name":"b"\}$/);
        expect(one).not.to.equal(other);
        expect(publishedRow(store, { [field]: null })).to.deep.equal({ [field]: null });
      }
    }
  });
});
