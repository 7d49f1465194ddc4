import { createHash } from 'node:crypto';

/** How envelopes and receipts began before messages had kinds; such lie in storages, and some were on their way when a release was replaced. */
export const earlierFormats = ['vanban-envelope/1', 'vanban-receipt/1'] as const;

type Json = Readonly<Record<string, unknown>>;

/** The same in the form of today's messages, unread, when it is of an earlier one; anything else as it is. */
export function inTodaysForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { format, ...members } = value as Json;
  if (format === 'vanban-envelope/1') return { ...common, ...members, kind: 'document' };
  if (format === 'vanban-receipt/1') return fromReceipt(members);
  return value;
}

const common = { format: 'vanban-message/1', critical: [], links: [] };

/** Receipts had no id and each code came once: the code is the sequence. */
function fromReceipt({ messageId, envelopeSha256, from, to, treeHead, ...rest }: Json): Json {
  return {
    ...{ ...common, kind: 'receipt', messageId: idFrom(`${String(messageId)}/${String(rest.code)}`) },
    ...{ sentAt: rest.at, sender: from, recipient: to, treeHead },
    receipt: {
      ...rest,
      of: { messageId, messageSha256: envelopeSha256 },
      sequence: Number(rest.code),
      reasonCode: null,
    },
  };
}

function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
