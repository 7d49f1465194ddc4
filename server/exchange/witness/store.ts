import { Schema } from 'mongoose';
import { defineStore, type Row } from '../../platform/database/store.ts';
import type { LogComparison } from './log-comparison.ts';
import type { LogContradiction } from './log-contradiction.ts';

const { Mixed } = Schema.Types;

export const logComparisons = defineStore<LogComparison>('logComparisons', { heldId: String, comparedAt: Date }, [], {
  evidence: false,
});

export const logContradictions = defineStore<LogContradiction>(
  'logContradictions',
  {
    log: String,
    code: String,
    name: String,
    deployment: String,
    epoch: Number,
    size: Number,
    foundAt: Date,
    noted: Mixed,
  },
  [{ keys: { log: 1 } }],
  { title: ({ name }) => ({ words: `nhật ký của ${name} mâu thuẫn với chính nó` }) },
);

/** A proof that another deployment has brought from a log there; its id is the code of the agency whose log that is, and the id of the message. It is signed by itself. */
export interface BroughtProof extends Row {
  readonly text: string;
}

export const broughtProofs = defineStore<BroughtProof>('broughtProofs', { text: String }, [], { evidence: false });
