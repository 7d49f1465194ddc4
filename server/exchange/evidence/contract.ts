import { z } from 'zod';
import type { Contract } from '../../platform/api/contract.ts';
import { idParam } from '../../platform/api/schemas.ts';
import type { grants } from '../permissions.ts';
import { extendedType } from './container.ts';

/** What was sent and receipted, byte for byte, and the containers that prove it without this system. */
export const evidenceContract = {
  getReceipt: {
    method: 'get',
    path: '/deliveries/:deliveryId/receipts/:sha256',
    summary: 'A signed receipt: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, sha256: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getReceiptSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/receipts/:sha256/signature',
    summary: 'The detached CMS signature over a receipt',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, sha256: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  getEnvelope: {
    method: 'get',
    path: '/deliveries/:deliveryId/envelope',
    summary: 'The envelope as sent: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getEnvelopeSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/envelope/signature',
    summary: 'The detached CMS signature over the envelope',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  getFollowUp: {
    method: 'get',
    path: '/deliveries/:deliveryId/follow-ups/:followUpId',
    summary: 'A message that followed a document, as sent: the exact bytes',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, followUpId: idParam }),
    response: 'file',
    mediaTypes: ['application/json'],
  },
  getFollowUpSignature: {
    method: 'get',
    path: '/deliveries/:deliveryId/follow-ups/:followUpId/signature',
    summary: 'The detached CMS signature over a message that followed a document',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam, followUpId: idParam }),
    response: 'file',
    mediaTypes: ['application/pkcs7-signature'],
  },
  getDeliveryEvidence: {
    method: 'get',
    path: '/deliveries/:deliveryId/evidence',
    summary: 'All that proves a delivery without this system: an ASiC-E container, made and signed now',
    permission: 'exchange.track',
    params: z.object({ deliveryId: idParam }),
    response: 'file',
    mediaTypes: [extendedType],
  },
  getArrivalEvidence: {
    method: 'get',
    path: '/arrivals/:arrivalId/evidence',
    summary: 'The same of an arrival, by whoever received it',
    permission: 'exchange.receive',
    params: z.object({ arrivalId: idParam }),
    response: 'file',
    mediaTypes: [extendedType],
  },
} as const satisfies Contract<keyof typeof grants>;
