import { mongo } from 'mongoose';

/** Errors of the driver that say: there is no connection, no server, or no answer in time. */
const awayClasses = [mongo.MongoNetworkError, mongo.MongoServerSelectionError, mongo.MongoOperationTimeoutError];

/** The same, of classes that the driver does not hand out or that mongoose makes. */
const awayNames = new Set([
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoStalePrimaryError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
  'PoolClearedOnNetworkError',
]);

/**
 * What a server says that is stopping, is not the primary any more, cannot reach others or has too much to do (MongoDB's
 * `error_codes.yml`): the same request may well succeed a moment later.
 */
const awayCodes = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  43, // CursorNotFound: the server was started anew
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed
  89, // NetworkTimeout
  91, // ShutdownInProgress
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  237, // CursorKilled
  262, // ExceededTimeLimit
  365, // TemporarilyUnavailable
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

/** What a server says when others were faster, or have ended the transaction; it carries no label in every case. */
const conflictCodes = new Set([
  24, // LockTimeout
  112, // WriteConflict
  225, // TransactionTooOld
  239, // SnapshotTooOld
  244, // TransactionAborted
  246, // SnapshotUnavailable
  251, // NoSuchTransaction
  290, // TransactionExceededLifetimeLimitSeconds
  11601, // Interrupted: its session was ended
]);

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
  if (isCode(code, conflictCodes)) return false;
  if (awayClasses.some((away) => error instanceof away) || awayNames.has(String(name))) return true;
  if (isCode(code, awayCodes)) return true;
  if (hasLabel(error, 'RetryableWriteError') || hasLabel(error, 'UnknownTransactionCommitResult')) return true;
  if (name === 'MongooseError' && /buffering timed out|not connected/i.test(String(message))) return true;
  return errorResponse instanceof Error && isDatabaseAway(errorResponse);
}

/** Whether others wrote the same at the same time, or have ended the transaction: run again, it may well go through. */
export function isConflict(error: unknown): boolean {
  const { code, errorResponse } = asDriverError(error);
  if (isCode(code, conflictCodes)) return true;
  if (hasLabel(error, 'TransientTransactionError') && !isDatabaseAway(error)) return true;
  return errorResponse instanceof Error && isConflict(errorResponse);
}

/** Whether this is a moment's trouble of the database and nothing that was asked wrongly: the answer is 503. */
export function isDatabaseTrouble(error: unknown): boolean {
  return isDatabaseAway(error) || isConflict(error);
}

function isCode(code: unknown, codes: ReadonlySet<number>): boolean {
  return typeof code === 'number' && codes.has(code);
}

/** Whether the driver put this label on the error. */
export function hasLabel(error: unknown, label: string): boolean {
  return asDriverError(error).hasErrorLabel?.(label) === true;
}

/** What a server says when a unique index refuses a row. */
export const DUPLICATE_KEY = 11000;

/** Whether a unique index refused a row. */
export function isDuplicate(error: unknown): boolean {
  return asDriverError(error).code === DUPLICATE_KEY;
}

function asDriverError(error: unknown): DriverError {
  return error instanceof Error ? error : {};
}
