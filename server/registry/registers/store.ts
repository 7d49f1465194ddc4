import { defineStore } from '../../platform/database/store.ts';
import { embedded, who } from '../embedded.ts';
import type { KnownNumber, NumberConfirmation } from './lost-numbers.ts';
import type { Register } from './register.ts';

const takes = embedded({ what: String, typeCodes: { type: [String], default: undefined }, unitId: String });

export const registers = defineStore<Register>(
  'registers',
  {
    agencyId: String,
    kind: String,
    series: String,
    year: Number,
    lastNumber: Number,
    title: String,
    takes,
    divisions: { type: [embedded({ series: String, takes })], default: undefined },
    historical: embedded({ count: Number, first: Number, lastDate: String, voided: [Number] }),
    lost: { type: [embedded({ first: Number, last: Number, at: Date, by: who })], default: undefined },
    begun: embedded({ after: Number, at: Date, by: who, reason: String }),
    closing: embedded({ at: Date, by: who, count: Number, first: Number, last: Number, voided: [Number] }),
  },
  [{ keys: { agencyId: 1, kind: 1, series: 1, year: 1 }, options: { unique: true } }],
  { sealed: true },
);

export const numberConfirmations = defineStore<NumberConfirmation>('numberConfirmations', {
  of: Date,
  at: Date,
  by: who,
  reason: String,
});

export const knownNumbers = defineStore<KnownNumber>(
  'knownNumbers',
  { agencyId: String, kind: String, year: Number, typeCode: String, number: Number, code: String },
  [{ keys: { agencyId: 1, year: 1 } }],
  { evidence: false },
);
