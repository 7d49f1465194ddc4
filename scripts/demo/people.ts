import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEPLOYMENT } from '../../server/audit/store.ts';
import { actorIn } from '../../server/identity/authorize.ts';
import { createAgency } from '../../server/identity/create-agency.ts';
import { createPerson } from '../../server/identity/create-person.ts';
import { createPosition } from '../../server/identity/create-position.ts';
import { createUnit } from '../../server/identity/create-unit.ts';
import { setSealImage } from '../../server/identity/set-seal-image.ts';
import { people } from '../../server/identity/store.ts';
import { type Actor, systemActor } from '../../server/platform/actor.ts';
import { dayInVietnam } from '../../server/platform/calendar.ts';
import { currentTime } from '../../server/platform/clock.ts';
import { files } from '../../server/platform/files.ts';
import { inTransaction } from '../../server/platform/transaction.ts';
import { agencyKeysFolder, storeAgencyKey } from '../../server/signing/agency-keys.ts';
import { demoKeyFiles } from '../../server/signing/demo-key.ts';
import { enrolCertificate } from '../../server/signing/enrol-certificate.ts';
import { trustCertificate } from '../../server/signing/trust-certificate.ts';
import type { DemoAuthority, DemoKey } from './authority.ts';
import { exportPkcs12 } from './export-pkcs12.ts';
import { sealImage, signatureImage } from './images.ts';
import { type DemoAgency, type DemoPerson, province } from './province.ts';

/** A seeded agency with the actors and keys of its people, by post. */
export interface SeededAgency {
  readonly id: string;
  readonly name: string;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly keys: ReadonlyMap<string, DemoKey>;
  /** Units by symbol. */
  readonly units: ReadonlyMap<string, string>;
}

export type Seeded = ReadonlyMap<string, SeededAgency>;

interface Making {
  readonly authority: DemoAuthority;
  readonly keysFolder: string;
  readonly passwordHash: string;
}

const PIN = '246810';

/** Trusts the demo authority and makes the agencies of the province with their people, keys and pictures. */
export async function seedProvince(making: Making): Promise<Seeded> {
  const { root, issuing } = making.authority;
  const deployment = systemActor(DEPLOYMENT);
  await inTransaction(deployment, (tx) => trustCertificate(tx, { kind: 'anchor', certificate: root.certificate }));
  await inTransaction(deployment, (tx) =>
    trustCertificate(tx, { kind: 'intermediate', certificate: issuing.certificate }),
  );
  return new Map(
    await Promise.all(province.map(async (agency) => [agency.key, await seedAgency(agency, making)] as const)),
  );
}

async function seedAgency(agency: DemoAgency, making: Making): Promise<SeededAgency> {
  const { code, oldCode, name, symbol, parentName, place } = agency;
  const fields = { code, oldCode, name, symbol, parentName, place };
  const { id } = await inTransaction(systemActor(DEPLOYMENT), (tx) => createAgency(tx, fields));
  const units = new Map<string, string>();
  for (const unit of agency.units) {
    units.set(unit.symbol, (await inTransaction(systemActor(id), (tx) => createUnit(tx, unit))).id);
  }
  await seedAgencyKeys(id, agency, making);
  const actors = new Map<string, Actor>();
  const keys = new Map<string, DemoKey>();
  for (const person of agency.people) {
    actors.set(person.post, await seedPerson(id, agency, person, units, making));
    if (person.roles.includes('leader')) keys.set(person.post, await seedPersonalKey(agency, person, making));
  }
  return { id, name, actors, keys, units };
}

async function seedAgencyKeys(
  agencyId: string,
  { name }: DemoAgency,
  { authority, keysFolder }: Making,
): Promise<void> {
  for (const purpose of ['seal', 'system'] as const) {
    const commonName = purpose === 'seal' ? name : `Hệ thống quản lý văn bản – ${name}`;
    const key = await authority.issue({ purpose, commonName, agency: name });
    const pkcs12 = await exportPkcs12(key, PIN);
    await storeAgencyKey(agencyKeysFolder(keysFolder), { agencyId, purpose, pkcs12, pin: PIN });
    await inTransaction(systemActor(agencyId), (tx) => enrolCertificate(tx, { purpose, certificate: key.certificate }));
  }
  const { sha256 } = await files().put(await sealImage(name));
  await inTransaction(systemActor(agencyId), (tx) => setSealImage(tx, sha256));
}

async function seedPerson(
  agencyId: string,
  agency: DemoAgency,
  { post, fullName, title, capacity = [], roles, unit }: DemoPerson,
  units: ReadonlyMap<string, string>,
  { passwordHash }: Making,
): Promise<Actor> {
  const username = `${post}.${agency.key}`;
  return await inTransaction(systemActor(agencyId), async (tx) => {
    const person = await createPerson(tx, {
      username,
      fullName,
      phone: null,
      email: null,
      passwordHash,
      mustChangePassword: false,
    });
    const from = dayInVietnam(currentTime());
    const unitId = (unit && units.get(unit)) ?? null;
    const position = await createPosition(tx, {
      personId: person.id,
      unitId,
      title,
      capacity,
      roles,
      from,
      until: null,
    });
    return actorIn(person, position);
  });
}

/** A leader's key as a file to pick in the browser, and the blue picture of the signature. */
async function seedPersonalKey(
  agency: DemoAgency,
  { post, fullName }: DemoPerson,
  { authority, keysFolder }: Making,
): Promise<DemoKey> {
  const key = await authority.issue({ purpose: 'person', commonName: fullName, agency: agency.name });
  const folder = join(keysFolder, 'demo');
  const { keyFile, pinFile } = demoKeyFiles(folder, `${post}.${agency.key}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(keyFile, await exportPkcs12(key, PIN), { mode: 0o600 });
  await writeFile(pinFile, `${PIN}\n`, { mode: 0o600 });
  const { sha256 } = await files().put(await signatureImage(fullName));
  await inTransaction(systemActor(DEPLOYMENT), async (tx) => {
    const person = await tx.find(people, { username: `${post}.${agency.key}` });
    if (person) tx.change(people, person, { signatureImage: sha256 });
  });
  return key;
}
