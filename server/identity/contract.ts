import { z } from 'zod';
import type { Contract } from '../platform/api/contract.ts';
import { day, id, idParam, line } from '../platform/api/schemas.ts';
import type { grants } from './permissions.ts';
import { agencyView, personView, positionView, role, sessionView, unitView } from './views.ts';

/** Code of an agency — *mã định danh*: the form of QĐ 20/2020/QĐ-TTg, at most 35 characters. */
export const agencyCode = z
  .string()
  .max(35)
  .regex(/^([A-Y][0-9]{2}(\.[0-9A-Z]+)*|Z[0-9]{2}[0-9A-Z]{1,32})$/);
/** The 13-character code of QCVN 102:2016, kept as an alias. */
export const oldAgencyCode = z.string().regex(/^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$/);
export const username = z
  .string()
  .max(50)
  .regex(/^[a-z][a-z0-9._-]{1,49}$/);
/** ASVS 6.2: at least 12 characters, any characters, long ones welcome. */
const password = z.string().min(12).max(200);

/*
 * Symbols and titles end up in messages between agencies, whose lengths the law gives (NĐ 30/2020 Phụ lục VI.II: symbol of a document 30,
 * title of its signer 100): what is accepted here always fits there.
 */
const agencySymbol = line(15);
const unitSymbol = line(14);
const LONGEST_TITLE = 100;
/** The lines above a signer's name, which a message carries in one. */
const capacity = z
  .array(line(LONGEST_TITLE))
  .max(3)
  .refine((lines) => lines.join(', ').length <= LONGEST_TITLE, { error: 'too-long' });

const agencyNames = {
  oldCode: oldAgencyCode.nullable().default(null),
  name: line(200),
  symbol: agencySymbol,
  parentName: line(200).nullable().default(null),
  place: line(100),
};
const newAgency = z.strictObject({ code: agencyCode, ...agencyNames });
const unitNames = { name: line(200), symbol: unitSymbol };
const account = {
  username,
  fullName: line(50),
  phone: line(30).nullable().default(null),
  email: z.email().max(200).nullable().default(null),
};
const description = {
  unitId: id.nullable().default(null),
  title: line(LONGEST_TITLE),
  capacity: capacity.default([]),
};
const because = { reason: line(500) };
const seen = { version: z.number().int().min(1) };
/** Of which agency: one's own, or one that it added and that is being set up. */
const ofAgency = z.object({ agencyId: id.optional() });

export const identityContract = {
  signIn: {
    method: 'post',
    path: '/session',
    summary: 'Sign in with user name and password',
    permission: 'public',
    body: z.strictObject({ username: z.string().max(100), password: z.string().max(1_000) }),
    status: 201,
    response: sessionView,
  },
  whoAmI: {
    method: 'get',
    path: '/session',
    summary: 'The person, position and agency of this session',
    permission: 'session',
    response: sessionView,
  },
  signOut: {
    method: 'delete',
    path: '/session',
    summary: 'Sign out here, if anybody is signed in',
    permission: 'public',
    status: 204,
    response: z.null(),
  },
  choosePosition: {
    method: 'post',
    path: '/session/position',
    summary: 'Choose which of one’s positions to act in',
    permission: 'session',
    body: z.strictObject({ positionId: id }),
    response: sessionView,
  },
  signOutEverywhere: {
    method: 'delete',
    path: '/sessions',
    summary: 'End all sessions of this person',
    permission: 'session',
    status: 204,
    response: z.null(),
  },
  changePassword: {
    method: 'post',
    path: '/session/password',
    summary: 'Change one’s own password; ends all other sessions',
    permission: 'session',
    body: z.strictObject({ current: z.string().max(1_000), next: password }),
    status: 204,
    response: z.null(),
  },
  signInOptions: {
    method: 'get',
    path: '/sign-in-options',
    summary: 'What the sign-in page shows; demo accounts only in a demo',
    permission: 'public',
    response: z.object({
      demo: z.boolean(),
      needsFirstAdministrator: z.boolean(),
      password: z.string().nullable(),
      accounts: z.array(
        z.object({
          username: z.string(),
          fullName: z.string(),
          title: z.string(),
          agency: z.string(),
          roles: z.array(role),
        }),
      ),
    }),
  },
  createFirstAdministrator: {
    method: 'post',
    path: '/first-administrator',
    summary: 'Create the first agency and its administrator with the one-time link',
    permission: 'public',
    body: z.strictObject({ token: z.string().max(200), username, fullName: line(50), password, agency: newAgency }),
    status: 201,
    response: sessionView,
  },
  listAgencies: {
    method: 'get',
    path: '/agencies',
    summary: 'The directory of agencies',
    permission: 'signed-in',
    query: z.object({ q: z.string().max(200).optional() }),
    response: z.array(agencyView),
  },
  createAgency: {
    method: 'post',
    path: '/agencies',
    summary: 'Add an agency',
    permission: 'identity.administer',
    legalEffect: true,
    body: newAgency,
    status: 201,
    response: agencyView,
  },
  correctAgency: {
    method: 'post',
    path: '/agencies/:agencyId/correction',
    summary: 'Set right or renew how one’s agency is called; what was issued keeps what was true then',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ agencyId: idParam }),
    body: z.strictObject({ ...agencyNames, ...because, ...seen }),
    response: agencyView,
  },
  listAgenciesToSetUp: {
    method: 'get',
    path: '/agencies/to-set-up',
    summary: 'The agencies one’s own added that have no two administrators of their own yet: one may set them up',
    permission: 'identity.administer',
    response: z.array(z.object({ agencyId: z.string() })),
  },
  listUnits: {
    method: 'get',
    path: '/units',
    summary: 'The units of one’s agency; for administrators also of one they set up',
    permission: 'signed-in',
    query: ofAgency,
    response: z.array(unitView),
  },
  createUnit: {
    method: 'post',
    path: '/units',
    summary: 'Add a unit to one’s agency',
    permission: 'identity.administer',
    legalEffect: true,
    query: ofAgency,
    body: z.strictObject(unitNames),
    status: 201,
    response: unitView,
  },
  correctUnit: {
    method: 'post',
    path: '/units/:unitId/correction',
    summary: 'Set right or renew how a unit is called; numbers given before keep their symbol',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ unitId: idParam }),
    query: ofAgency,
    body: z.strictObject({ ...unitNames, ...because, ...seen }),
    response: unitView,
  },
  listPositions: {
    method: 'get',
    path: '/positions',
    summary: 'Who works in one’s agency today: for choosing handlers and signers',
    permission: 'signed-in',
    response: z.array(positionView),
  },
  listPeople: {
    method: 'get',
    path: '/people',
    summary: 'The people of one’s agency with all their positions',
    permission: 'identity.administer',
    query: ofAgency,
    response: z.array(personView),
  },
  createPerson: {
    method: 'post',
    path: '/people',
    summary: 'Add a person, who gets positions later; the answer holds the start password once',
    permission: 'identity.administer',
    legalEffect: true,
    query: ofAgency,
    body: z.strictObject(account),
    status: 201,
    response: z.object({ person: personView, startPassword: z.string() }),
  },
  correctPerson: {
    method: 'post',
    path: '/people/:personId/correction',
    summary:
      'Set right how a person is called, reached and signs in; the name of clerks, leaders and administrators waits for a second one',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject({ ...account, ...because, ...seen }),
    response: personView,
  },
  confirmName: {
    method: 'post',
    path: '/people/:personId/name/confirmation',
    summary: 'Agree, as a second administrator, to the name another one asked for',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject(seen),
    response: personView,
  },
  createPosition: {
    method: 'post',
    path: '/people/:personId/positions',
    summary:
      'Give a person a position with roles and dates; those of clerks, leaders and administrators wait for a second administrator',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject({
      ...description,
      roles: z.array(role).min(1).max(6),
      from: day,
      until: day.nullable().default(null),
    }),
    status: 201,
    response: positionView,
  },
  confirmPosition: {
    method: 'post',
    path: '/positions/:positionId/confirmation',
    summary:
      'Agree, as a second administrator, to a position another one gave – its rights begin – or to its correction',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ positionId: idParam }),
    query: ofAgency,
    body: z.strictObject(seen),
    response: positionView,
  },
  correctPosition: {
    method: 'post',
    path: '/positions/:positionId/correction',
    summary:
      'Set right title, unit and lines on documents of a position; for clerks, leaders and administrators a second one must agree',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ positionId: idParam }),
    query: ofAgency,
    body: z.strictObject({ ...description, ...because, ...seen }),
    response: positionView,
  },
  endPosition: {
    method: 'post',
    path: '/positions/:positionId/end',
    summary: 'End a position after its last day; one that is today or past ends its rights at once',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ positionId: idParam }),
    query: ofAgency,
    body: z.strictObject({ until: day }),
    response: positionView,
  },
  disablePerson: {
    method: 'post',
    path: '/people/:personId/disable',
    summary: 'Lock an account and end its sessions',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject(because),
    response: personView,
  },
  enablePerson: {
    method: 'post',
    path: '/people/:personId/enable',
    summary: 'Unlock an account',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject(because),
    response: personView,
  },
  resetPassword: {
    method: 'post',
    path: '/people/:personId/password',
    summary: 'Give a new start password, shown once',
    permission: 'identity.administer',
    legalEffect: true,
    params: z.object({ personId: idParam }),
    query: ofAgency,
    body: z.strictObject(because),
    response: z.object({ startPassword: z.string() }),
  },
  setSignatureImage: {
    method: 'post',
    path: '/session/signature-image',
    summary: 'Set the picture of one’s own signature (blue, PNG, transparent; NĐ 30 Phụ lục I)',
    permission: 'signed-in',
    legalEffect: true,
    body: z.strictObject({ uploadId: id }),
    status: 204,
    response: z.null(),
  },
} as const satisfies Contract<keyof typeof grants>;

export type SessionView = z.output<typeof sessionView>;
export type AgencyView = z.output<typeof agencyView>;
export type PositionView = z.output<typeof positionView>;
export type PersonView = z.output<typeof personView>;
export type UnitView = z.output<typeof unitView>;
