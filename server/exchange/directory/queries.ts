import { createHash } from 'node:crypto';
import { readCertificate } from '../../pdf-signatures/crypto/certificates/certificate.ts';
import type { Actor } from '../../platform/actor.ts';
import { readKnown } from '../../platform/database/remembered.ts';
import { readAll, readOne } from '../../platform/database/store.ts';
import { fold } from '../../platform/text/fold.ts';
import { subjectOf } from '../../signing/certificates/subject-of.ts';
import type { DirectoryView, EntryView } from './contract.ts';
import { type DirectoryEntry, type DirectoryVersion, hostingOf } from './directory-entry.ts';
import type { DeploymentKey, ListedCertificate } from './listed-keys.ts';
import { ownDeploymentInUse } from './own-deployment.ts';
import { directoryEntries, directoryPins, directoryVersions } from './store.ts';
import { DIRECTORY_PIN } from './versions/directory-pin.ts';
import { partsChanged, type Way } from './way-to-agency.ts';

/** How the directory stands here. */
export async function directoryView(): Promise<DirectoryView> {
  const [pin, held, entries, own] = await Promise.all([
    readOne(directoryPins, { _id: DIRECTORY_PIN }),
    heldVersion(),
    readAll(directoryEntries, { listed: true }),
    ownDeploymentInUse(),
  ]);
  const of = (hosting: EntryView['hosting']) => entries.filter((entry) => hostingOf(entry, own.id) === hosting).length;
  return {
    pin: pin ? { sha256: pin.sha256, at: pin.at.toISOString() } : null,
    own: { id: own.id, sha256: sha256Of(own.publicKey) },
    list: held ? versionView(held) : null,
    agencies: {
      ...{ all: entries.length, here: of('here'), elsewhere: of('elsewhere'), none: of('none') },
      waiting: entries.filter(({ waiting }) => waiting).length,
    },
  };
}

/** The list that counts now; nothing before the first. */
export async function heldVersion(): Promise<DirectoryVersion | undefined> {
  return await readKnown(directoryVersions, { newest: true });
}

/** A version of the list, as it is shown. */
export function versionView({ serial, name, sha256, issuedAt, validUntil, importedAt, importedBy }: DirectoryVersion) {
  const moments = { issuedAt: issuedAt.toISOString(), validUntil: validUntil.toISOString() };
  return { serial, name, sha256, ...moments, importedAt: importedAt.toISOString(), importedBy };
}

interface Asked {
  readonly q?: string | undefined;
  readonly part?: EntryView['hosting'] | 'waiting' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The agencies of the newest list by name, by words and part; a page begins behind the code of the one before. */
export async function entryViews(actor: Actor, { q = '', part, cursor, limit }: Asked, at: Date) {
  const own = (await ownDeploymentInUse()).id;
  const words = fold(q).split(/\s+/);
  const found = (await readAll(directoryEntries, { listed: true }, { sort: { name: 1, _id: 1 } })).filter((entry) => {
    const isOfPart = part === undefined || (part === 'waiting' ? entry.waiting : hostingOf(entry, own) === part);
    const text = fold([entry.id, entry.name, entry.address, ...entry.aliases.map(({ code }) => code)].join(' '));
    return isOfPart && words.every((word) => text.includes(word));
  });
  const begin = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
  const rows = found.slice(begin, begin + limit);
  return {
    items: rows.map((entry) => entryView(entry, { actor, own, at })),
    next: begin + limit < found.length ? (rows.at(-1)?.id ?? null) : null,
    ...{ total: found.length, capped: false },
  };
}

interface Seen {
  readonly actor: Actor;
  readonly own: string;
  readonly at: Date;
}

function entryView(entry: DirectoryEntry, { actor, own, at }: Seen): EntryView {
  const { id, name, aliases, formerNames, waiting } = entry;
  return {
    ...{ code: id, name, aliases: [...aliases], formerNames: [...formerNames] },
    hosting: hostingOf(entry, own),
    ...wayView(entry, at),
    waiting: waiting
      ? {
          ...wayView(waiting, at),
          ...{ serial: waiting.serial, since: waiting.since.toISOString(), by: waiting.by.name },
          parts: partsChanged(entry, waiting),
          mayConfirm: waiting.by.personId !== actor.personId,
        }
      : null,
  };
}

function wayView({ deployment, address, successor, deploymentKeys, certificates }: Way, at: Date) {
  const keys = [
    ...certificates.map((one) => certificateView(one, at)),
    ...deploymentKeys.map((one) => keyView(one, at)),
  ];
  return { deployment, address, successor, keys };
}

function certificateView({ purpose, certificate, revokedAt, ...times }: ListedCertificate, at: Date) {
  const { subject } = subjectOf(readCertificate(Buffer.from(certificate, 'base64')));
  return { purpose, subject, sha256: sha256Of(certificate), ...timesView({ ...times, revokedAt }, at) };
}

function keyView({ key, ...times }: DeploymentKey, at: Date) {
  return {
    ...{ purpose: 'deployment' as const, subject: null, sha256: sha256Of(key) },
    ...timesView({ ...times, revokedAt: null }, at),
  };
}

function timesView({ from, until, revokedAt }: Pick<ListedCertificate, 'from' | 'until' | 'revokedAt'>, at: Date) {
  return {
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    state: stateOf({ from, until, revokedAt }, at),
  };
}

function stateOf({ from, until, revokedAt }: Pick<ListedCertificate, 'from' | 'until' | 'revokedAt'>, at: Date) {
  if (revokedAt && revokedAt <= at) return 'revoked' as const;
  if (until && until <= at) return 'ended' as const;
  return from > at ? ('not-yet' as const) : ('in-force' as const);
}

const sha256Of = (base64: string): string => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
