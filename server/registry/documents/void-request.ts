import type { Actor } from '../../platform/actor.ts';

/** Somebody asks to void a number; it is done once a second person agrees, and meanwhile the document waits. */
export interface VoidRequest {
  readonly reason: string;
  readonly at: Date;
  readonly by: { readonly personId: string; readonly positionId: string; readonly name: string };
}

/** Whether the actor may decide about the numbers of their agency, also by keeping one they asked to void themselves. */
export function mayDecideVoid({ roles }: Actor): boolean {
  return roles.includes('clerk') || roles.includes('leader');
}

/** Whether the actor may agree: never the person who asked, in whatever position. */
export function mayAgreeToVoid(actor: Actor, request: VoidRequest | undefined): boolean {
  return mayDecideVoid(actor) && request?.by.personId !== actor.personId;
}

/** The request as people read it. */
export function voidRequestView(request: VoidRequest | undefined) {
  return request ? { reason: request.reason, at: request.at.toISOString(), name: request.by.name } : null;
}
