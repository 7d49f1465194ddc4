import type { Transport } from '../messages/transport.ts';
import { acceptBeside, acceptMessage } from './accept-message.ts';

/** Carries between agencies of this deployment: straight to the door of the recipient, which checks as if it came from afar. */
export const localCarrier: Transport = {
  carry: async (_recipientCode, message) => await acceptMessage(message),
  doorHere: async () => acceptBeside,
};
