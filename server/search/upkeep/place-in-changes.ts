import { join } from 'node:path';
import mongoose, { mongo } from 'mongoose';
import { z } from 'zod';
import type { SearchSource } from '../../platform/search.ts';
import { replaceFile } from '../../platform/state/durable-file.ts';
import { readStateText } from '../../platform/state/state-file.ts';
import { INDEX_FORMAT } from '../engine/search-engine.ts';
import { unfinishedIn } from './unfinished.ts';

const { EJSON } = mongo.BSON;

/** From where on changes are followed: behind one of them, or from a time of the database's. */
export type Place = Pick<mongo.ChangeStreamOptions, 'resumeAfter' | 'startAtOperationTime'>;

const noted = z.object({
  collections: z.array(z.string()),
  format: z.literal(INDEX_FORMAT),
  place: z.custom<Place>((value) => typeof value === 'object' && value !== null),
});

const way = { vietnamese: 'xoá nó: máy chủ lập lại chỉ mục', english: 'remove it: the server makes the index again' };

const fileIn = (folder: string): string => join(folder, 'place.json');

/**
 * Where the changes of these collections were left: those before are in the indexes of the folder. Nothing is known where it may lack something,
 * of other collections – a database that was restored has new ones, whatever it is called –, of indexes of another format, or where what was
 * noted cannot be read.
 */
export async function readPlace(folder: string, collections: readonly string[]): Promise<Place | undefined> {
  const text = await readStateText(fileIn(folder), way);
  if (text === undefined || (await unfinishedIn(folder)).length > 0) return undefined;
  const { data } = noted.safeParse(parsed(text));
  return data && data.collections.join() === collections.join() ? data.place : undefined;
}

/** Notes the place, unless the indexes of the folder may lack something. */
export async function notePlace(folder: string, collections: readonly string[], place: Place): Promise<void> {
  if ((await unfinishedIn(folder)).length > 0) return;
  await replaceFile(fileIn(folder), EJSON.stringify({ collections, format: INDEX_FORMAT, place }));
}

/** The collections of what can be found, by what MongoDB itself calls them: one that is made again is another. */
export async function collectionsOf(sources: readonly SearchSource[]): Promise<string[]> {
  const names = sources.map(({ store }) => store.name);
  const listed = await database()
    .listCollections({ name: { $in: names } }, { nameOnly: false })
    .toArray();
  return listed.map(({ name, info }) => `${name} ${info?.uuid?.toString('hex')}`).toSorted();
}

/** The time of the database, from which on nothing is missed. */
export async function placeNow(): Promise<Place> {
  const answer = await database().command({ hello: 1 });
  const { operationTime } = z.object({ operationTime: z.instanceof(mongo.Timestamp) }).parse(answer);
  return { startAtOperationTime: operationTime };
}

function database(): mongo.Db {
  const { connection } = mongoose;
  return connection.getClient().db(connection.name);
}

function parsed(text: string): unknown {
  try {
    return EJSON.parse(text);
  } catch {
    // Cut off, or never written by us: the caller goes on as if nothing had been noted.
    return undefined;
  }
}
