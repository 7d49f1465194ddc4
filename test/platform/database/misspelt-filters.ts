import mongoose from 'mongoose';
import { readPage } from '../../../server/platform/database/paging.ts';
import {
  countRows,
  defineStore,
  type Row,
  readAll,
  readOne,
  readSome,
} from '../../../server/platform/database/store.ts';
import type { Transaction } from '../../../server/platform/ledger/transaction.ts';

/** A row with what filters reach into: alternatives of a union, items of arrays, fields that may be missing. */
export interface Parcel extends Row {
  readonly weight: number;
  readonly sentAt: Date;
  readonly state:
    | { readonly status: 'waiting'; readonly since: string }
    | { readonly status: 'lost'; readonly report?: { readonly place: string } };
  readonly stamps: readonly { readonly value: number; readonly of: readonly string[] }[];
  readonly labels: readonly string[];
  readonly note?: string;
}
export const parcels = defineStore<Parcel>('filterTestParcels', {
  weight: Number,
  sentAt: Date,
  state: Object,
  stamps: [Object],
  labels: [String],
  note: String,
});

const { trusted } = mongoose;
/** The first page of all. */
export const firstPage = { scope: [], limit: 10 };

/** What no filter may ask for: never called; where one of these calls has no error, this file does not compile. */
export function misspelt(tx: Transaction): unknown[] {
  const onTheSide = { weight: 3, wieght: 3 };
  return [
    // @ts-expect-error a field the row does not have
    readAll(parcels, { wieght: 3 }),
    // @ts-expect-error the id of MongoDB is `_id`
    readAll(parcels, { id: 'a' }),
    // @ts-expect-error a path that no alternative of the union has
    readAll(parcels, { 'state.status': 'lost', 'state.rapport.place': 'Hue' }),
    // @ts-expect-error a path that no item has
    readAll(parcels, { 'stamps.valeu': 5 }),
    // @ts-expect-error an item is asked for as a whole
    readAll(parcels, { stamps: trusted({ $elemMatch: { valeu: 5 } }) }),
    // @ts-expect-error one of several conditions
    readAll(parcels, { $or: [{ weight: 1 }, { wieght: 3 }] }),
    // @ts-expect-error a text where a number stands
    readAll(parcels, { weight: '3' }),
    // @ts-expect-error a filter beside the call, with one right name
    readAll(parcels, onTheSide),
    // @ts-expect-error nothing sorts by what is not there
    readAll(parcels, {}, { sort: { wieght: 1 } }),
    // @ts-expect-error an id that may be missing
    readOne(parcels, { _id: undefined }),
    // @ts-expect-error a field the row does not have
    readOne(parcels, { weight: 3, wieght: 3 }),
    // @ts-expect-error a field the row does not have
    countRows(parcels, { wieght: 3 }),
    // @ts-expect-error a field the row does not have
    readPage(parcels, ['sentAt'], { wieght: 3 }, 'sentAt', firstPage),
    // @ts-expect-error a page that shows what is not there
    readPage(parcels, ['sentAt', 'wieght'], {}, 'sentAt', firstPage),
    // @ts-expect-error some fields of which one is not there
    readSome(parcels, ['wieght'], {}),
    // @ts-expect-error a page by what is not there
    readPage(parcels, ['sentAt'], {}, 'sendAt', firstPage),
    // @ts-expect-error a field the row does not have
    tx.find(parcels, { wieght: 3 }),
    // @ts-expect-error a path that no alternative of the union has
    tx.find(parcels, { 'state.rapport.place': 'Hue' }),
    // @ts-expect-error a question beside the call, with one right name
    tx.list(parcels, onTheSide),
    // @ts-expect-error in an act the id is called so
    tx.list(parcels, { _id: 'a' }),
  ];
}
