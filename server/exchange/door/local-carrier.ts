import type { Transport } from '../messages/transport.ts';
import { acceptEnvelope } from './accept-envelope.ts';
import { acceptReceipt } from './accept-receipt.ts';

/** Carries between agencies of this deployment: straight to the door of the recipient, which checks as if it came from afar. */
export const localCarrier: Transport = {
  carryDocument: async (_recipientCode, message) => {
    await acceptEnvelope(message);
  },
  carryReceipt: async (_recipientCode, { bytes, signature }) => {
    await acceptReceipt(bytes, signature);
  },
};
