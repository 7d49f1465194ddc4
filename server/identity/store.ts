import { Schema } from 'mongoose';
import { defineStore, ofTexts } from '../platform/database/store.ts';
import type { Agency, Unit } from './agencies/agency.ts';
import type { Deployment, FirstAdministratorLink } from './deployment/deployment.ts';
import type { Person } from './people/person.ts';
import type { Position } from './positions/position.ts';

export const agencies = defineStore<Agency>(
  'agencies',
  {
    code: String,
    oldCode: String,
    name: String,
    symbol: String,
    parentName: String,
    place: String,
    active: Boolean,
    addedBy: String,
    sealImage: String,
  },
  [
    { keys: { code: 1 }, options: { unique: true } },
    { keys: { oldCode: 1 }, options: { unique: true, ...ofTexts('oldCode') } },
  ],
  { sealed: true, title: ({ name }) => ({ words: `mẫu dấu của ${name}` }) },
);

export const units = defineStore<Unit>(
  'units',
  { agencyId: String, name: String, symbol: String },
  [{ keys: { agencyId: 1, symbol: 1 }, options: { unique: true } }],
  { sealed: true },
);

export const people = defineStore<Person>(
  'people',
  {
    agencyId: String,
    username: String,
    fullName: String,
    phone: String,
    email: String,
    passwordHash: String,
    mustChangePassword: Boolean,
    disabled: Boolean,
    sessionEpoch: Number,
    signatureImage: String,
    correction: new Schema({ fullName: String, proposedBy: String }, { _id: false, id: false, strict: 'throw' }),
  },
  [{ keys: { username: 1 }, options: { unique: true } }, { keys: { agencyId: 1, fullName: 1 } }],
  { sealed: true, secrets: ['passwordHash'], title: ({ fullName }) => ({ words: `ảnh chữ ký của ${fullName}` }) },
);

export const positions = defineStore<Position>(
  'positions',
  {
    agencyId: String,
    personId: String,
    unitId: String,
    title: String,
    capacity: [String],
    roles: [String],
    from: String,
    until: String,
    ended: Boolean,
    proposedBy: String,
    correction: new Schema(
      { unitId: String, title: String, capacity: [String], proposedBy: String },
      { _id: false, id: false, strict: 'throw' },
    ),
  },
  [{ keys: { agencyId: 1, personId: 1 } }, { keys: { personId: 1 } }],
  { sealed: true },
);

export const deployments = defineStore<Deployment>('deploymentSettings', { demo: Boolean, demoPassword: String }, [], {
  sealed: true,
  secrets: ['demoPassword'],
});

export const firstAdministratorLinks = defineStore<FirstAdministratorLink>(
  'firstAdministratorLinks',
  { expiresAt: Date, used: Boolean },
  [],
  { evidence: false, sealed: true },
);
