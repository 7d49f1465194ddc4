import { currentTime } from '../../platform/clock.ts';
import { readOne } from '../../platform/database/store.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { OutboundClient } from '../../platform/outbound/outbound-client.ts';
import { type DirectoryEntry, hostingOf } from '../directory/directory-entry.ts';
import { ownDeploymentInUse } from '../directory/own-deployment.ts';
import { directoryEntries } from '../directory/store.ts';
import { beyond, misfitOf } from '../messages/capability-document.ts';
import type { Message } from '../messages/message.ts';
import { capabilityOf } from './learn-abilities.ts';
import { PartnerDoor } from './partner-door.ts';
import { circuitOf } from './partner-line.ts';
import { partnerLines } from './store.ts';

let client: OutboundClient | undefined;

/** Says by what other deployments are asked while a person waits; without it only what was learned before counts. */
export function askWhileSomebodyWaits(by: OutboundClient): void {
  client = by;
}

/** A message as it would be, and how many bytes it has. */
export interface TriedMessage {
  readonly message: Message;
  readonly size: number;
}

/**
 * The refusal that a message would get from an agency of another deployment, by what its system says that it takes, and where
 * it says nothing by the limits of the directory; nothing where both would do, and for agencies hosted here. `mayAsk`: whether it may be
 * asked anew, which takes seconds when it does not answer.
 */
export async function misfitAfar(
  recipientCode: string,
  { message, size }: TriedMessage,
  { mayAsk }: { readonly mayAsk: boolean },
): Promise<DomainError | undefined> {
  const entry = await readOne(directoryEntries, { _id: recipientCode, listed: true });
  if (!entry || hostingOf(entry, (await ownDeploymentInUse()).id) !== 'elsewhere') return undefined;
  const door = mayAsk ? await doorWhileSomebodyWaits(entry) : undefined;
  const can = await capabilityOf(recipientCode, door);
  if (can) return misfitOf(message, size, can);
  return entry.limits ? beyond(message, entry.limits) : undefined;
}

/** Where the agency can be asked; nowhere when it collects, or while its deployment is known not to answer. */
export async function doorWhileSomebodyWaits({
  deployment,
  address,
}: Pick<DirectoryEntry, 'deployment' | 'address'>): Promise<PartnerDoor | undefined> {
  if (!client || deployment === null || address === null) return undefined;
  const line = await readOne(partnerLines, { _id: deployment });
  const answers = !line || circuitOf(line, currentTime()) === 'closed';
  return answers ? new PartnerDoor(client, address) : undefined;
}
