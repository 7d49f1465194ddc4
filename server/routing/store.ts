import { Schema } from 'mongoose';
import { defineStore } from '../platform/database/store.ts';
import type { Assignment } from './assignment.ts';
import type { Directive } from './directive.ts';

export const directives = defineStore<Directive>(
  'directives',
  {
    agencyId: String,
    documentId: String,
    kind: String,
    givenBy: new Schema(
      { positionId: String, name: String, title: String },
      { _id: false, id: false, strict: 'throw' },
    ),
    givenAt: Date,
    text: String,
    dueOn: String,
    toLeaderPositionId: String,
    toLeaderName: String,
  },
  [{ keys: { agencyId: 1, documentId: 1, givenAt: 1 } }],
);

export const assignments = defineStore<Assignment>(
  'assignments',
  {
    agencyId: String,
    documentId: String,
    directiveId: String,
    positionId: String,
    name: String,
    title: String,
    role: String,
    state: String,
    dueOn: String,
    open: Boolean,
    signedForAt: Date,
    startedAt: Date,
    doneAt: Date,
    result: String,
  },
  [
    { keys: { agencyId: 1, documentId: 1, positionId: 1 }, options: { unique: true } },
    { keys: { agencyId: 1, positionId: 1, open: 1, dueOn: 1 } },
    { keys: { agencyId: 1, open: 1, role: 1, dueOn: 1 } },
  ],
);
