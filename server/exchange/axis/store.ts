import { defineStore, type Row } from '../../platform/database/store.ts';

/** An agency as the national document axis lists it; its id is the code by which the axis knows it. Asked for anew, so no evidence. */
export interface AxisAgency extends Row {
  readonly name: string;
  /** When the list that named it last was asked for. */
  readonly listedAt: Date;
}

export const axisAgencies = defineStore<AxisAgency>('axisAgencies', { name: String, listedAt: Date }, [], {
  evidence: false,
});
