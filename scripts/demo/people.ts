import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { createAgency } from '../../server/identity/agencies/create-agency.ts';
import { setSealImage } from '../../server/identity/agencies/set-seal-image.ts';
import { createPerson } from '../../server/identity/people/create-person.ts';
import { createPosition } from '../../server/identity/positions/create-position.ts';
import { actorIn } from '../../server/identity/sessions/authorize.ts';
import { people } from '../../server/identity/store.ts';
import { createUnit } from '../../server/identity/units/create-unit.ts';
import { type Actor, systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { files } from '../../server/platform/files/files.ts';
import { inTransaction } from '../../server/platform/ledger/transaction.ts';
import { enrolCertificate } from '../../server/signing/certificates/enrol-certificate.ts';
import { trustCertificate } from '../../server/signing/certificates/trust-certificate.ts';
import { agencyKeysFolder, storeAgencyKey } from '../../server/signing/keys/agency-keys.ts';
import { demoKeyFiles } from '../../server/signing/keys/demo-key.ts';
import type { DemoAuthority, DemoKey } from './authority.ts';
import { DEMO_PIN, type Forged, type ForgedAgency, type ForgedSigner } from './forge-keys.ts';
import { type DemoAgency, type DemoPerson, province } from './province.ts';

/** A seeded agency with the actors and keys of its people, by post. */
export interface SeededAgency {
  readonly id: string;
  readonly name: string;
  /** Those who are taken on later come to the first ones. */
  readonly actors: Map<string, Actor>;
  readonly keys: ReadonlyMap<string, DemoKey>;
  /** Units by symbol. */
  readonly units: ReadonlyMap<string, string>;
}

export type Seeded = ReadonlyMap<string, SeededAgency>;

interface Making {
  /** Tỉnh Sao Mai, unless said otherwise. */
  readonly agencies?: readonly DemoAgency[];
  readonly authority: DemoAuthority;
  readonly forged: Forged;
  readonly keysFolder: string;
  readonly passwordHash: string;
}

/** Trusts the demo authority and makes the agencies of the province with their people, keys and pictures. */
export async function seedProvince(making: Making): Promise<Seeded> {
  const { root, issuing } = making.authority;
  const deployment = systemActor(DEPLOYMENT);
  const [, , ...agencies] = await Promise.all([
    inTransaction(deployment, (tx) => trustCertificate(tx, { kind: 'anchor', certificate: root.certificate })),
    inTransaction(deployment, (tx) => trustCertificate(tx, { kind: 'intermediate', certificate: issuing.certificate })),
    ...(making.agencies ?? province).map(async (agency) => [agency.key, await seedAgency(agency, making)] as const),
  ]);
  return new Map(agencies);
}

async function seedAgency(agency: DemoAgency, making: Making): Promise<SeededAgency> {
  const { code, oldCode, name, symbol, parentName, place } = agency;
  const forged = making.forged.get(agency.key);
  if (!forged) throw new Error(`${name} has no keys`);
  const fields = { code, oldCode, name, symbol, parentName, place };
  const { id } = await inTransaction(systemActor(DEPLOYMENT), (tx) => createAgency(tx, fields));
  const units = new Map(
    await Promise.all(
      agency.units.map(async (unit) => {
        const made = await inTransaction(systemActor(id), (tx) => createUnit(tx, unit));
        return [unit.symbol, made.id] as const;
      }),
    ),
  );
  await seedAgencyKeys(id, forged, making.keysFolder); // before there is an administrator, who would have to confirm them
  const actors = await Promise.all(
    agency.people.map(async (person) => [person.post, await seedPerson(id, agency, person, units, making)] as const),
  );
  return { id, name, units, actors: new Map(actors), keys: keysOf(forged) };
}

function keysOf({ signers }: ForgedAgency): Map<string, DemoKey> {
  return new Map([...signers].map(([post, { key }]) => [post, key]));
}

async function seedAgencyKeys(agencyId: string, forged: ForgedAgency, keysFolder: string): Promise<void> {
  const actor = systemActor(agencyId);
  const picture = await files().put(forged.sealImage);
  await Promise.all([
    ...(['seal', 'system'] as const).map(async (purpose) => {
      const { key, pkcs12 } = forged[purpose];
      await storeAgencyKey(agencyKeysFolder(keysFolder), { agencyId, purpose, pkcs12, pin: DEMO_PIN });
      await inTransaction(actor, (tx) => enrolCertificate(tx, { purpose, certificate: key.certificate }));
    }),
    inTransaction(actor, (tx) => setSealImage(tx, picture.sha256)),
  ]);
}

async function seedPerson(
  agencyId: string,
  agency: DemoAgency,
  { post, fullName, title, capacity = [], roles, unit }: DemoPerson,
  units: ReadonlyMap<string, string>,
  { forged, keysFolder, passwordHash }: Making,
): Promise<Actor> {
  const username = `${post}.${agency.key}`;
  const account = { username, fullName, phone: null, email: null, passwordHash, mustChangePassword: false };
  const unitId = (unit && units.get(unit)) ?? null;
  const actor = await inTransaction(systemActor(agencyId), async (tx) => {
    const person = await createPerson(tx, account);
    const held = { unitId, title, capacity, roles, from: dayInVietnam(tx.now), until: null };
    return actorIn(person, await createPosition(tx, { ...held, personId: person.id }));
  });
  const signer = forged.get(agency.key)?.signers.get(post);
  if (signer) await seedSigner(username, signer, keysFolder);
  return actor;
}

/** A leader's key as a file to pick in the browser, and the picture of the signature. */
async function seedSigner(username: string, { pkcs12, image }: ForgedSigner, keysFolder: string): Promise<void> {
  const folder = join(keysFolder, 'demo');
  const { keyFile, pinFile } = demoKeyFiles(folder, username);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(keyFile, pkcs12, { mode: 0o600 });
  await writeFile(pinFile, `${DEMO_PIN}\n`, { mode: 0o600 });
  const { sha256 } = await files().put(image);
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
    const person = await tx.find(people, { username });
    if (person) tx.change(people, person, { signatureImage: sha256 });
  });
}
