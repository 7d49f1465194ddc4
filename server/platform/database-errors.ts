/** What the driver calls a connection or a server that is not there. */
const awayNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoExpiredSessionError',
]);

/** What a server says that is stopping, or is not the primary any more (SDAM specification). */
const awayCodes = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

const passingLabels = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

interface DriverError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly errorResponse?: unknown;
  readonly hasErrorLabel?: (label: string) => boolean;
}

/**
 * Whether the database is away for a moment, so that a new try may well succeed. The driver wraps what happened during a bulk write,
 * and leaves its labels out when another request lost the connection first: so the wrapped error counts too.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { name, code, message, errorResponse } = asDriverError(error);
  if (awayNames.has(String(name)) || awayCodes.has(Number(code))) return true;
  if (passingLabels.some((label) => hasLabel(error, label))) return true;
  if (name === 'MongooseError' && /buffering timed out|not connected/i.test(String(message))) return true;
  return errorResponse instanceof Error && isDatabaseAway(errorResponse);
}

/** Whether the driver put this label on the error. */
export function hasLabel(error: unknown, label: string): boolean {
  return asDriverError(error).hasErrorLabel?.(label) === true;
}

const DUPLICATE_KEY = 11000;

/** Whether a unique index refused a row. */
export function isDuplicate(error: unknown): boolean {
  return asDriverError(error).code === DUPLICATE_KEY;
}

function asDriverError(error: unknown): DriverError {
  return error instanceof Error ? error : {};
}
