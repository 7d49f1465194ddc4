import { units } from '../../../identity/store.ts';
import type { Actor } from '../../../platform/actor.ts';
import { readAll, readOne } from '../../../platform/database/store.ts';
import { notFound } from '../../../platform/errors.ts';
import { kindOf } from '../../../registry/outgoing/recipients/recipient.ts';
import { type Addressee, addresseesOf } from '../addressees.ts';
import { recipientViews } from '../recipients.ts';
import type { GroupView, MemberView } from './contract.ts';
import type { Member } from './group.ts';
import { groupSummary } from './queries.ts';
import { recipientGroups } from './store.ts';

/** A running group of the actor's agency with its members as they stand at a moment, or the common 404. */
export async function unfoldGroup(actor: Actor, groupId: string, at: Date): Promise<GroupView> {
  const group = await readOne(recipientGroups, { _id: groupId, agencyId: actor.agencyId, ended: false });
  if (!group) throw notFound();
  const recipients = group.members.map((member) => ({ ...member, paperCopies: 0, paperReason: null }));
  const [addressees, listed, own] = await Promise.all([
    addresseesOf(recipients, at, actor.agencyId),
    recipientViews(actor, '', at),
    readAll(units, { agencyId: actor.agencyId }),
  ]);
  const known = new Set([
    ...listed.flatMap(({ agencyId, code, otherNames }) => [agencyId ?? code, code, ...otherNames]),
    ...own.map(({ id }) => id),
  ]);
  const members = group.members.map((member, place) => memberView(member, addressees[place], known));
  return { ...groupSummary(group), recipients: members };
}

function memberView(member: Member, addressee: Addressee | undefined, known: ReadonlySet<string>): MemberView {
  const { agencyId, code = null, name, unit = null, unitId = null, address = null } = member;
  const kind = kindOf(member);
  const fields = { kind, agencyId, code, name, unit, unitId, address };
  if (kind === 'organisation' || kind === 'person') return { ...fields, standing: 'current', successor: null };
  if (addressee?.insteadOf !== undefined) {
    const { agencyId: successorId = null, code: successorCode = '', name: successorName } = addressee;
    const successor = { agencyId: successorId, code: successorCode, name: successorName };
    return { ...fields, standing: 'merged', successor };
  }
  const isKnown = known.has(agencyId ?? code ?? unitId ?? '');
  return { ...fields, standing: isKnown ? 'current' : 'gone', successor: null };
}
