import { X509Certificate } from 'node:crypto';
import { foldName } from '../../../platform/text/fold.ts';
import type { DirectoryList, ListedAgency } from './directory-list.ts';
import { directoryRefusal } from './directory-refusal.ts';

/**
 * Refuses a list in which a code, a certificate, a key, a log or a deployment could be meant to be two (409 `directory-ambiguous`,
 * docs/bad-inputs.md, row 94), one that points at what it does not have, and one whose successors never end.
 */
export function refuseAmbiguity({ deployments, agencies }: Pick<DirectoryList, 'deployments' | 'agencies'>): void {
  onceEach('deployments', deployments, ({ id }) => id);
  onceEach(
    'deployments',
    deployments.flatMap(({ id, keys }) => keys.map(({ key }) => ({ id, key }))),
    ({ key }) => key,
  );
  onceEach('agencies', agencies.flatMap(codesOf), ({ code }) => code);
  onceEach(
    'agencies',
    agencies.flatMap(({ log }) => log ?? []),
    ({ id }) => id,
  );
  refuseSharedCertificates(agencies);
  refuseLooseEnds(
    deployments.map(({ id }) => id),
    agencies,
  );
}

const codesOf = ({ code, aliases }: ListedAgency) => [{ code }, ...aliases];

function onceEach<T>(where: string, all: readonly T[], of: (one: T) => string): void {
  const known = new Set<string>();
  for (const value of all.map(of)) {
    if (known.has(value)) throw ambiguous(where, value);
    known.add(value);
  }
}

/** An agency may renew a certificate over its key, and under its name; nobody else may have either. */
function refuseSharedCertificates(agencies: readonly ListedAgency[]): void {
  const certificates = agencies.flatMap(({ code, certificates }) =>
    certificates.map(({ certificate }) => ({ code, read: new X509Certificate(Buffer.from(certificate, 'base64')) })),
  );
  onceEach('agencies', certificates, ({ read }) => read.fingerprint256);
  const ownerOf = new Map<string, string>();
  for (const { code, read } of certificates) {
    const key = read.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    for (const mark of [`key ${key}`, `subject ${foldName(read.subject)}`]) {
      const owner = ownerOf.get(mark) ?? code;
      if (owner !== code) throw ambiguous('agencies', `${owner}, ${code}`);
      ownerOf.set(mark, owner);
    }
  }
}

function refuseLooseEnds(deployments: readonly string[], agencies: readonly ListedAgency[]): void {
  const known = new Set(deployments);
  const successors = new Map(agencies.map(({ code, successor }) => [code, successor?.code]));
  for (const { code, deployment, successor } of agencies) {
    if (deployment !== null && !known.has(deployment)) throw loose(code, deployment);
    if (successor && !successors.has(successor.code)) throw loose(code, successor.code);
  }
  for (const { code } of agencies) {
    const passed = new Set<string>();
    for (let at: string | undefined = code; at !== undefined; at = successors.get(at)) {
      if (passed.has(at)) throw loose(code, at);
      passed.add(at);
    }
  }
}

function ambiguous(where: string, value: string): Error {
  const what = value.slice(0, 100);
  return directoryRefusal('directory-ambiguous', `The list has twice what may stand there once: ${what}`, {
    extra: { where, what },
  });
}

function loose(code: string, to: string): Error {
  return directoryRefusal('directory-malformed', `${code} leads to ${to}, which is not in the list or leads back`, {
    extra: { where: code },
  });
}
