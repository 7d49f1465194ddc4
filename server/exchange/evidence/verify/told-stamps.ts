import { createHash } from 'node:crypto';
import type { Certificate } from '../../../pdf-signatures/crypto/certificates/certificate.ts';
import { nameInWords } from '../../../pdf-signatures/crypto/certificates/name-in-words.ts';
import { type TimestampVerdict, verifyTimestampToken } from '../../../pdf-signatures/crypto/timestamp-token.ts';
import { hashOfHead, headsInStamp } from '../../../signing/stamps/head-stamp.ts';
import { place } from '../container.ts';
import { attempt } from './attempt.ts';
import type { TrustGiven } from './believed.ts';
import type { StampFound } from './evidence-report.ts';
import type { OpenedContainer } from './opened-container.ts';
import { type ProvenLog, provenLog } from './proven-log.ts';

interface Judging {
  readonly trust: TrustGiven;
  /** That may help to judge the authority's certificate. */
  readonly certificates: readonly Certificate[];
  readonly log: ProvenLog | undefined;
}

/**
 * The tokens of time in a container, each over heads of logs of which one holds entries of the exporter's log: who gave it, when, and whether whoever checks
 * believes them. What is wrong becomes a fault of its member.
 */
export async function toldStamps(container: OpenedContainer, judging: Judging): Promise<StampFound[]> {
  const tokens = container.namesIn(place.timestamps).filter((name) => name.endsWith('.tst'));
  const found = await Promise.all(tokens.map((name) => toldStamp(container, name, judging)));
  return found.filter((one) => one !== undefined);
}

async function toldStamp(
  container: OpenedContainer,
  member: string,
  { trust, certificates, log }: Judging,
): Promise<StampFound | undefined> {
  const [textName, logName] = [member.replace(/\.tst$/, '.json'), member.replace(/\.tst$/, '-log.json')];
  const parts = await Promise.all([member, textName, logName].map((name) => container.bytes(name)));
  const [token, text, proof] = parts;
  if (!token || !text || !proof) return missing(container, [member, textName, logName], parts);
  const anchors = { anchors: [], timestampAnchors: trust.roots, intermediates: certificates, revocation: nothing };
  const verdict = verifyTimestampToken(token, (hash) => createHash(hash).update(text).digest(), anchors, []);
  const heads = attempt(container, textName, () => headsInStamp(new TextDecoder().decode(text)));
  const stamped = attempt(container, logName, () => provenLog(JSON.parse(new TextDecoder().decode(proof))));
  if (!heads || !stamped) return wrong(container, 'log-proof-wrong', logName);
  if (!verdict.time || !heads.includes(hashOfHead(stamped.head))) return wrong(container, 'timestamp-wrong', member);
  const known = log?.found.entries.map(({ sequence }) => sequence) ?? [];
  const isOfLog = stamped.log === log?.log && stamped.found.entries.every(({ sequence }) => known.includes(sequence));
  if (!isOfLog) return wrong(container, 'log-of-another', logName);
  return { at: verdict.time.toISOString(), authority: nameOf(verdict), believed: verdict.trusted, ...spanOf(stamped) };
}

const nothing = { crls: [], ocsps: [], known: new Map(), withdrawn: new Map() };

function wrong(container: OpenedContainer, ...[code, member]: Parameters<OpenedContainer['fault']>): undefined {
  // What cannot be read is told as that alone.
  if (!container.faults.some((known) => known.member === member)) container.fault(code, member);
}

function missing(container: OpenedContainer, names: readonly string[], parts: readonly unknown[]): undefined {
  // One that was changed is a fault already.
  const gone = names.filter((name, index) => !parts[index] && !container.references.some((one) => one.name === name));
  for (const name of gone) container.fault('member-missing', name);
}

const nameOf = ({ data }: TimestampVerdict): string => (data?.signer ? nameInWords(data.signer.subjectName) : '');

function spanOf({ found: { entries } }: ProvenLog) {
  return { entries: entries.length, until: entries.at(-1)?.at ?? '' };
}
