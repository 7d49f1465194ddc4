import { recordSoon } from '../../audit/record.ts';
import { SeldomTold } from '../../audit/seldom-told.ts';
import { DEPLOYMENT } from '../../audit/store.ts';
import { systemActor } from '../../platform/actor.ts';
import { DomainError, statusOfKind } from '../../platform/errors.ts';

const HOUR_MS = 3600_000;

/**
 * What the door refuses leaves an entry for each cause and sender, and when it goes on another one each hour with the number: nobody can
 * write a log full from outside. Requests that no known deployment has signed are told by their cause alone, of which there are four.
 */
const told = new SeldomTold({ windowMs: HOUR_MS, mostKinds: 1_000 });

/** Whose log a refusal belongs into, and what is known of the message. */
export interface AboutRefused {
  readonly log: string;
  /** The deployment that brought it; none for a message that did not come from afar. */
  readonly deploymentId?: string | undefined;
  /** The sender it names, if the directory knows that one. */
  readonly senderCode?: string | undefined;
  readonly messageId?: string | undefined;
}

/** Does some of the work of the door; what it refuses is refused once its event is in the log. */
export async function tellingRefusals<T>(about: AboutRefused, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && statusOfKind[error.kind] < 500) await tell(about, error.code);
    throw error;
  }
}

async function tell({ log, deploymentId, senderCode, messageId }: AboutRefused, code: string): Promise<void> {
  const from = { ...(deploymentId && { deploymentId }), ...(senderCode && { senderCode }) };
  await told.note(JSON.stringify([log, code, from]), async (times) => {
    const which = times === undefined ? { ...(messageId && { messageId }) } : { times };
    await recordSoon(systemActor(log), { type: 'message-refused', code, ...from, ...which });
  });
}

/** Takes note of a request that is no attempt of a known deployment. */
export async function tellRefusedAttempt({ code }: DomainError): Promise<void> {
  await told.note(code, async (times) => {
    const often = times === undefined ? {} : { times };
    await recordSoon(systemActor(DEPLOYMENT), { type: 'attempt-refused', code, ...often });
  });
}

/** Resolves once what is still counted is in the log (graceful stop). */
export async function refusedMessagesTold(): Promise<void> {
  await told.stop();
}
