import mongoose, { type Connection, type IndexDefinition, type IndexOptions, type Model, type mongo } from 'mongoose';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { isDuplicate } from './database-errors.ts';
import { refuseDoubledRows } from './doubled-rows.ts';
import { refuseLostConnections } from './lost-connections.ts';
import { allStores } from './store.ts';
import { deploymentName } from './stranded-transactions.ts';

/**
 * Settings of every model. With `sanitizeFilter` an operator in a filter counts only inside
 * `mongoose.trusted({ $lte: now })`, so that one smuggled into a value is compared, never run.
 */
mongoose.set({ strict: 'throw', strictQuery: 'throw', sanitizeFilter: true, autoIndex: false, autoCreate: false });
refuseLostConnections();

export interface DatabaseAddress {
  readonly uri: string;
  readonly database: string;
}

const oldestMajor = 6;
const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
/** How long a request waits for a dead `mongod` before it is answered 503; a restart takes about a second. */
const selectionMs = 3_000;

/** Connects the one connection of the process: majority writes with journal, majority reads. */
export async function connectDatabase({ uri, database }: DatabaseAddress): Promise<void> {
  try {
    await mongoose.connect(uri, {
      dbName: database,
      appName: deploymentName(database),
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
      retryWrites: true,
      retryReads: true,
      serverSelectionTimeoutMS: selectionMs,
      connectTimeoutMS: selectionMs,
      // A server that is stopped, not dead, is noticed within seconds, and with it every command on its way.
      heartbeatFrequencyMS: 1_000,
      serverMonitoringMode: 'poll',
      // A server that is paused, not dead, must not hold a request for ever; the outcome is then unknown (I20).
      socketTimeoutMS: 30_000,
      bufferCommands: false,
    });
  } catch (error) {
    throw unreachable(error);
  }
}

/** Names no address: what the driver says of one holds hosts and ports only, what it says of a malformed one may hold a password. */
function unreachable(error: unknown): StartUpFailure {
  const { name = '', code, message = '' } = error instanceof Error ? Object(error) : {};
  if (code === AUTHENTICATION_FAILED) {
    return new StartUpFailure(
      'MongoDB không nhận tên hoặc mật khẩu trong MONGODB_URI: hãy sửa chúng, hoặc authSource, nơi tài khoản được tạo.',
      'MongoDB refuses the name or password in MONGODB_URI: correct them, or authSource, where the account was made.',
      error,
    );
  }
  if (/Parse|InvalidArgument|API|TypeError|URIError/.test(name)) {
    return new StartUpFailure(
      'MONGODB_URI không đọc được: hãy viết ký tự đặc biệt trong tên và mật khẩu ở dạng mã hoá (@ thành %40, : thành %3A, / thành %2F, % thành %25) và kiểm tra các tham số sau dấu ?.',
      'MONGODB_URI cannot be read: write special letters of name and password encoded (@ as %40, : as %3A, / as %2F, % as %25), and check the options behind the ?.',
      error,
    );
  }
  return new StartUpFailure(
    `Không kết nối được MongoDB (${message}): hãy kiểm tra MONGODB_URI và máy chủ cơ sở dữ liệu.`,
    `MongoDB cannot be reached (${message}): check MONGODB_URI and the database server.`,
    error,
  );
}

/** Closes the connection; acts that run are given up by the driver. */
export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/** Whether the database answers within a second, for `/readyz`. */
export async function databaseAnswers(): Promise<boolean> {
  const database = mongoose.connection.db;
  if (database === undefined) return false;
  const ping = database.command({ ping: 1 }, { timeoutMS: 1_000 });
  return await ping.then(
    () => true,
    () => false,
  );
}

/** Refuses a database on which acts would not be safe: standalone, arbiter, no journal, too old. */
export async function assertDatabase(connection: Connection = mongoose.connection): Promise<void> {
  const admin = connection.getClient().db('admin');
  const { version } = await admin.command({ buildInfo: 1 });
  if (Number.parseInt(version, 10) < oldestMajor) {
    throw unsafe(
      `phiên bản ${version} quá cũ, cần ${oldestMajor}.0`,
      `version ${version} is too old, ${oldestMajor}.0 is needed`,
    );
  }
  const hello = await admin.command({ hello: 1 });
  if (hello.setName === undefined) throw unsafe('không phải là replica set', 'it is no replica set');
  const { config } = await admin.command({ replSetGetConfig: 1 }).catch((cause: unknown) => {
    throw isUnauthorized(cause)
      ? missingRights(cause)
      : unsafe('không cho đọc cấu hình replica set', 'its configuration cannot be read', cause);
  });
  if (config.members.some((member: { arbiterOnly?: boolean }) => member.arbiterOnly)) {
    throw unsafe('replica set có arbiter', 'the replica set has an arbiter');
  }
  if (config.writeConcernMajorityJournalDefault === false) {
    throw unsafe('writeConcernMajorityJournalDefault bị tắt', 'writeConcernMajorityJournalDefault is off');
  }
  const { storageEngine } = await admin.command({ serverStatus: 1, repl: 0, metrics: 0 });
  if (storageEngine?.persistent !== true)
    throw unsafe('dữ liệu không được ghi xuống đĩa', 'its data is not kept on disk');
}

function unsafe(vietnamese: string, english: string, cause?: unknown): StartUpFailure {
  return new StartUpFailure(
    `MongoDB này không dùng được (${vietnamese}): hãy sửa cấu hình hoặc chọn máy chủ khác trong MONGODB_URI.`,
    `This MongoDB cannot be used (${english}): correct its configuration or choose another in MONGODB_URI.`,
    cause,
  );
}

/** Makes the collections and indexes that the stores declare, then checks that each is there as declared. */
export async function ensureIndexes(connection: Connection = mongoose.connection): Promise<void> {
  const database = connection.getClient().db(connection.name);
  await Promise.all(Object.values(connection.models).map((model) => ensureIndexesOf(database, model)));
}

async function ensureIndexesOf(database: mongo.Db, model: Model<unknown>): Promise<void> {
  const name = model.collection.collectionName;
  const declared = model.schema.indexes();
  try {
    // One command makes the collection and all its indexes, where one for each would wait for the journal every time. What is there
    // already is asked for as well: a list shows also what another process is still making, and this waits for it.
    const indexes = declared.map(([key, options]) => ({ key, name: Object.entries(key).flat().join('_'), ...options }));
    if (indexes.length === 0) await model.createCollection();
    else await database.command({ createIndexes: name, indexes, writeConcern: { w: 'majority', j: true } });
  } catch (cause) {
    const store = allStores().find((one) => one.name === name);
    if (store && isDuplicate(cause)) await refuseDoubledRows(store, cause);
    throw missingIndex(name, cause);
  }
  const present = await model.collection.indexes();
  for (const [keys, options] of declared) {
    if (!present.some((index) => isAsDeclared(index, keys, options)))
      throw missingIndex(`${name} ${JSON.stringify(keys)}`);
  }
}

function isAsDeclared(index: mongo.IndexDescriptionInfo, keys: IndexDefinition, options: IndexOptions): boolean {
  return (
    JSON.stringify(index.key) === JSON.stringify(keys) &&
    Boolean(index.unique) === Boolean(options.unique) &&
    index.expireAfterSeconds === options.expireAfterSeconds &&
    JSON.stringify(index.partialFilterExpression) === JSON.stringify(options.partialFilterExpression)
  );
}

/** The failure of an account that may not do what the server needs; what it was refused is in the cause. */
export function missingRights(cause: unknown): StartUpFailure {
  return new StartUpFailure(
    'Tài khoản trong MONGODB_URI thiếu quyền: hãy cấp readWrite và dbAdmin trên MONGODB_DATABASE, clusterMonitor trên admin (docs/configuration.md).',
    'The account in MONGODB_URI lacks rights: grant readWrite and dbAdmin on MONGODB_DATABASE, clusterMonitor on admin (docs/configuration.md).',
    cause,
  );
}

/** Whether MongoDB refused something for want of a right. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === UNAUTHORIZED;
}

function missingIndex(what: string, cause?: unknown): StartUpFailure {
  if (isUnauthorized(cause)) return missingRights(cause);
  return new StartUpFailure(
    `Không lập được chỉ mục ${what}: hãy xem nhật ký của MongoDB, xoá dữ liệu trùng hoặc khôi phục bản sao lưu.`,
    `The index ${what} could not be made: read MongoDB's log, remove duplicates or restore a backup.`,
    cause,
  );
}
