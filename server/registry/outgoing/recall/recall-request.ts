import type { Actor } from '../../../platform/actor.ts';
import type { VoidRequest } from '../../documents/void-request.ts';

/** The two offices that must agree before an issued document is taken back: one asks, the other decides. */
export type RecallOffice = 'leader' | 'clerk';

/** Somebody asks to take an issued document back — *đề nghị thu hồi*. */
export interface RecallRequest extends VoidRequest {
  /** In which office they ask. */
  readonly office: RecallOffice;
}

/** Whether the actor may ask to take documents back, or say that one stays. */
export function mayAskForRecall({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.includes('leader') || roles.includes('clerk');
}

/** In which office the actor asks. */
export function officeOf({ roles }: Pick<Actor, 'roles'>): RecallOffice {
  return roles.includes('leader') ? 'leader' : 'clerk';
}

/** The offices on whose request the actor may decide: a leader on a clerk's, a clerk on a leader's. */
export function decidesFor({ roles }: Pick<Actor, 'roles'>): RecallOffice[] {
  return [
    ...(roles.includes('leader') ? ['clerk' as const] : []),
    ...(roles.includes('clerk') ? ['leader' as const] : []),
  ];
}

/** Whether the actor may agree: in the other office than the request was made in, and never the person who asked. */
export function mayAgreeToRecall(actor: Actor, request: RecallRequest | undefined): boolean {
  return request !== undefined && request.by.personId !== actor.personId && decidesFor(actor).includes(request.office);
}
