import mongoose from 'mongoose';
import { agencies } from '../../identity/store.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { files } from '../../platform/files/files.ts';
import { sha256Of } from '../messages/message.ts';
import type { DirectoryVersion } from './directory-entry.ts';
import type { DeploymentKeyPair, OwnDeployment } from './own-deployment.ts';
import { directoryVersions } from './store.ts';
import { type DirectoryList, readDirectoryList } from './versions/directory-list.ts';

/** So long others have to take in a new list before what it adds is used towards them: a quarter of the time for which an old key stays beside it. */
export const DAYS_TO_LEARN = 7;

const DAY_MS = 24 * 3600_000;

/**
 * The key that signs the attempts of a deployment at a moment: the present one, once others have had a week to learn of it or nothing is left of the
 * former ones.
 */
export async function keyOfAttempts(own: OwnDeployment, at: Date): Promise<DeploymentKeyPair> {
  const standing = own.former.filter(({ until }) => until > at);
  if (standing.length === 0) return own;
  const list = await learntList(at);
  const learnt = new Set(list?.deployments.find(({ id }) => id === own.id)?.keys.map(({ key }) => key));
  return [own, ...standing].find(({ publicKey }) => learnt.has(publicKey)) ?? own;
}

/** The certificates, by SHA-256, of an agency’s system keys that others have had a week to learn of; none where no list names it. */
export async function learntCertificates(agencyId: string, at: Date): Promise<ReadonlySet<string>> {
  const agency = await readOne(agencies, { _id: agencyId });
  const list = await learntList(at);
  const listed = list?.agencies.find(({ code }) => code === agency?.code)?.certificates ?? [];
  return new Set(
    listed
      .filter(({ purpose }) => purpose === 'signing')
      .map(({ certificate }) => sha256Of(Buffer.from(certificate, 'base64'))),
  );
}

/** The list that was held here a week ago; the first one where none is as old. */
async function learntList(at: Date): Promise<DirectoryList | undefined> {
  const importedAt = mongoose.trusted({ $lte: new Date(at.getTime() - DAYS_TO_LEARN * DAY_MS) });
  const [old] = await readAll(directoryVersions, { importedAt }, { sort: { serial: -1 }, limit: 1 });
  const [first] = old ? [] : await readAll(directoryVersions, {}, { sort: { serial: 1 }, limit: 1 });
  const version = old ?? first;
  return version && (await listOf(version));
}

let lastRead: { readonly sha256: string; readonly list: DirectoryList } | undefined;

/** The bytes of a version never change: the one that was read last is kept. */
async function listOf({ sha256 }: DirectoryVersion): Promise<DirectoryList> {
  if (lastRead?.sha256 !== sha256) lastRead = { sha256, list: readDirectoryList(await files().read(sha256)) };
  return lastRead.list;
}
