import { files } from '../../platform/files/files.ts';
import type { Carrier } from '../messages/transport.ts';
import type { MessageType } from './axis.ts';
import { axisDoorOf } from './axis-in-use.ts';
import type { KeptPacket } from './packets.ts';
import { sentBefore } from './sent-before.ts';

/** A packet on its way over the national document axis, in the name of an agency here. */
export interface CarriedPacket {
  readonly senderCode: string;
  readonly messageType: MessageType;
  readonly packet: KeptPacket;
  /** When it was made. */
  readonly at: Date;
  /** Set when the axis may have it, since an attempt had no answer: not under these ids, which others of its document have. */
  readonly perhapsThere?: { readonly notAmong: ReadonlySet<string> };
}

/**
 * Carries packets over the national document axis and gives the id that a packet has there: the axis gives no receipt, and nobody signs what it
 * says. It is asked first whether it has what it may have, so that nothing is there twice. Refuses with `axis-not-connected` for whom it knows no account,
 * and as `goodAnswer` does.
 */
export const axisCarrier: Carrier<CarriedPacket, string> = {
  carry: async (to, { senderCode, messageType, packet, at, perhapsThere }) => {
    const door = axisDoorOf(senderCode);
    const before = perhapsThere && (await sentBefore(door, messageType, { packet, at, to, ...perhapsThere }));
    return before ?? (await door.send(messageType, await files().read(packet.sha256)));
  },
};
