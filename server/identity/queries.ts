import mongoose from 'mongoose';
import { DEPLOYMENT } from '../audit/store.ts';
import type { Role } from '../platform/actor.ts';
import { dayInVietnam } from '../platform/calendar.ts';
import { currentTime } from '../platform/clock.ts';
import { readAll, readOne } from '../platform/database/store.ts';
import type { Transaction } from '../platform/ledger/transaction.ts';
import { fold } from '../platform/text/fold.ts';
import type { Agency, Unit } from './agencies/agency.ts';
import type { AgencyView, PersonView, PositionView, SessionView, UnitView } from './contract.ts';
import { rightsOf } from './grants-in-use.ts';
import type { Person } from './people/person.ts';
import { isInForce, type Position } from './positions/position.ts';
import { agencies, deployments, people, positions, units } from './store.ts';

/** The agency of this id. */
export async function agencyById(id: string): Promise<Agency | undefined> {
  return await readOne(agencies, { _id: id });
}

/** The agency with this code, that of QĐ 20/2020/QĐ-TTg or the older one of QCVN 102:2016/BTTTT. */
export async function agencyByCode(code: string): Promise<Agency | undefined> {
  return (await readOne(agencies, { code })) ?? (await readOne(agencies, { oldCode: code }));
}

/** The directory, by name; with words only those agencies whose name, symbol or code holds them, marks or no marks. */
export async function listAgencies(typed = ''): Promise<AgencyView[]> {
  const words = fold(typed).split(/\s+/);
  const all = await readAll(agencies, { active: true }, { sort: { name: 1 } });
  const found = all.filter(({ name, symbol, code, oldCode }) => {
    const text = fold(`${name} ${symbol} ${code} ${oldCode ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  return found.map(agencyViewOf);
}

/** The units of an agency, by name. */
export async function listUnits(agencyId: string): Promise<UnitView[]> {
  return await readAll(units, { agencyId }, { sort: { name: 1 } });
}

/** Who works in the agency today: positions in force of people whose account is open. */
export async function listPositions(agencyId: string): Promise<PositionView[]> {
  const today = dayInVietnam(currentTime());
  const all = (await readAll(positions, { agencyId, ended: false })).filter((position) => isInForce(position, today));
  const open = await peopleOf(all);
  return await positionViewsOf(all.filter(({ personId }) => open.get(personId)?.disabled === false));
}

/** Positions by id, ended ones too: for names beside past acts. */
export async function positionsById(ids: readonly string[]): Promise<ReadonlyMap<string, PositionView>> {
  const views = await positionViewsOf(await readAll(positions, { _id: oneOf(ids) }));
  return new Map(views.map((view) => [view.id, view]));
}

/** The people whose accounts an agency keeps, by name, with all their positions. */
export async function listPeople(agencyId: string): Promise<PersonView[]> {
  const all = await readAll(people, { agencyId }, { sort: { fullName: 1 } });
  return await personViewsOf(all);
}

/** People as administrators see them. */
async function personViewsOf(all: readonly Person[]): Promise<PersonView[]> {
  const held = await readAll(positions, { personId: oneOf(all.map(({ id }) => id)) }, { sort: { from: 1 } });
  const views = await positionViewsOf(held);
  return all.map((person) => personViewOf(person, views));
}

/** A person as an act leaves them: the answer that is kept with the act. */
export async function personAfter(tx: Transaction, person: Person): Promise<PersonView> {
  const held = (await tx.list(positions, { personId: person.id })).toSorted(byFirstDay);
  return personViewOf(person, await Promise.all(held.map((position) => positionAfter(tx, position))));
}

function byFirstDay(one: Position, other: Position): number {
  return one.from < other.from ? -1 : Number(one.from > other.from);
}

function personViewOf(person: Person, views: readonly PositionView[]): PersonView {
  const { id, version, disabled, phone, email, correction = null } = person;
  const held = views.filter(({ personId }) => personId === id);
  return { ...nameOf(person), version, disabled, phone, email, correction, positions: held };
}

/** The positions a person may act in today. */
export async function positionsToChoose(personId: string): Promise<Position[]> {
  const today = dayInVietnam(currentTime());
  return (await readAll(positions, { personId, ended: false })).filter((position) => isInForce(position, today));
}

/** What the client knows of a session. */
export async function sessionViewOf(person: Person, positionId: string | null): Promise<SessionView> {
  const choices = await positionViewsOf(await positionsToChoose(person.id));
  const position = choices.find(({ id }) => id === positionId) ?? null;
  const agency = position ? await agencyById(position.agencyId) : undefined;
  const { demo } = await deploymentSettings();
  return {
    person: nameOf(person),
    position,
    agency: agency ? agencyViewOf(agency) : null,
    rights: position ? rightsOf(position.roles) : [],
    positions: choices,
    demo,
    mustChangePassword: person.mustChangePassword,
  };
}

/** Whether this is a demo, and the password of its accounts. */
export async function deploymentSettings(): Promise<{ readonly demo: boolean; readonly demoPassword: string | null }> {
  return (await readOne(deployments, { _id: DEPLOYMENT })) ?? { demo: false, demoPassword: null };
}

/** One account as the sign-in page of a demo lists it. */
export interface DemoAccount {
  readonly username: string;
  readonly fullName: string;
  readonly title: string;
  readonly agency: string;
  readonly roles: Role[];
}

/** The accounts of a demo, by agency; nothing in any other deployment. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  if (!(await deploymentSettings()).demo) return [];
  const today = dayInVietnam(currentTime());
  const all = (await readAll(positions, { ended: false })).filter((position) => isInForce(position, today));
  const [persons, names] = [await peopleOf(all), await agenciesOf(all)];
  return all
    .flatMap((position) => {
      const person = persons.get(position.personId);
      const agency = names.get(position.agencyId);
      if (!person || person.disabled || !agency) return [];
      const { username, fullName } = person;
      return [{ username, fullName, title: position.title, agency: agency.name, roles: [...position.roles] }];
    })
    .sort((one, other) => one.agency.localeCompare(other.agency, 'vi'));
}

/** An agency as everybody sees it. */
export function agencyViewOf(agency: Agency): AgencyView {
  const { id, version, code, oldCode, name, symbol, parentName, place, active } = agency;
  return { id, version, code, oldCode, name, symbol, parentName, place, active };
}

/** Positions with the names of their people, agencies and units. */
async function positionViewsOf(all: readonly Position[]): Promise<PositionView[]> {
  const [persons, names, places] = [await peopleOf(all), await agenciesOf(all), await unitsOf(all)];
  return all.map((position) =>
    positionViewOf(position, {
      person: persons.get(position.personId),
      agency: names.get(position.agencyId),
      unit: places.get(position.unitId ?? ''),
      correctedUnit: places.get(position.correction?.unitId ?? ''),
    }),
  );
}

/** A position as an act leaves it: the answer that is kept with the act. */
export async function positionAfter(tx: Transaction, position: Position): Promise<PositionView> {
  const { personId, agencyId, unitId } = position;
  return positionViewOf(position, {
    person: await tx.find(people, { id: personId }),
    agency: await tx.find(agencies, { id: agencyId }),
    unit: unitId === null ? undefined : await tx.find(units, { id: unitId }),
    correctedUnit: await correctedUnit(tx, position),
  });
}

async function correctedUnit(tx: Transaction, { correction }: Position): Promise<Unit | undefined> {
  return correction?.unitId ? await tx.find(units, { id: correction.unitId }) : undefined;
}

interface Named {
  readonly person: Person | undefined;
  readonly agency: Agency | undefined;
  readonly unit: Unit | undefined;
  readonly correctedUnit: Unit | undefined;
}

function positionViewOf(position: Position, { person, agency, unit, correctedUnit }: Named): PositionView {
  return {
    id: position.id,
    version: position.version,
    personId: position.personId,
    fullName: person?.fullName ?? '',
    agencyId: position.agencyId,
    agencyName: agency?.name ?? '',
    unitId: position.unitId,
    unitName: unit?.name ?? null,
    title: position.title,
    capacity: [...position.capacity],
    roles: [...position.roles],
    from: position.from,
    until: position.until,
    proposedBy: position.proposedBy ?? null,
    correction: position.correction
      ? {
          ...position.correction,
          capacity: [...position.correction.capacity],
          unitName: correctedUnit?.name ?? null,
        }
      : null,
  };
}

function nameOf({ id, username, fullName, signatureImage }: Person) {
  return { id, username, fullName, hasSignatureImage: signatureImage !== null };
}

async function peopleOf(all: readonly Position[]): Promise<Map<string, Person>> {
  const found = await readAll(people, { _id: oneOf(all.map(({ personId }) => personId)) });
  return new Map(found.map((person) => [person.id, person]));
}

async function agenciesOf(all: readonly Position[]): Promise<Map<string, Agency>> {
  const found = await readAll(agencies, { _id: oneOf(all.map(({ agencyId }) => agencyId)) });
  return new Map(found.map((agency) => [agency.id, agency]));
}

async function unitsOf(all: readonly Position[]): Promise<Map<string, Unit>> {
  const found = await readAll(units, {
    _id: oneOf(all.flatMap(({ unitId, correction }) => [unitId ?? [], correction?.unitId ?? []].flat())),
  });
  return new Map(found.map((unit) => [unit.id, unit]));
}

function oneOf(values: readonly string[]) {
  return mongoose.trusted({ $in: [...new Set(values)] });
}
