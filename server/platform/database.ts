import mongoose, { type Connection, type IndexDefinition, type IndexOptions, type Model, type mongo } from 'mongoose';
import { refuseLostConnections } from './lost-connections.ts';
import { StartUpFailure } from './start/start-up-failure.ts';

/**
 * Settings of every model (RELIABILITY §6.6). With `sanitizeFilter` an operator in a filter counts only inside
 * `mongoose.trusted({ $lte: now })`, so that one smuggled into a value is compared, never run.
 */
mongoose.set({ strict: 'throw', strictQuery: 'throw', sanitizeFilter: true, autoIndex: false, autoCreate: false });
refuseLostConnections();

export interface DatabaseAddress {
  readonly uri: string;
  readonly database: string;
}

const oldestMajor = 6;
/** How long a request waits for a dead `mongod` before it is answered 503; a restart takes about a second. */
const selectionMs = 3_000;

/** Connects the one connection of the process: majority writes with journal, majority reads. */
export async function connectDatabase({ uri, database }: DatabaseAddress): Promise<void> {
  try {
    await mongoose.connect(uri, {
      dbName: database,
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
      retryWrites: true,
      retryReads: true,
      serverSelectionTimeoutMS: selectionMs,
      connectTimeoutMS: selectionMs,
      // A server that is paused, not dead, must not hold a request for ever; the outcome is then unknown (I20).
      socketTimeoutMS: 30_000,
      bufferCommands: false,
    });
  } catch (error) {
    throw new StartUpFailure(
      'Không kết nối được MongoDB: hãy kiểm tra MONGODB_URI và máy chủ cơ sở dữ liệu.',
      'MongoDB cannot be reached: check MONGODB_URI and the database server.',
      error,
    );
  }
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

/** Refuses a database on which acts would not be safe (DESIGN D1): standalone, arbiter, no journal, too old. */
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
    throw unsafe('tài khoản thiếu quyền clusterMonitor', 'the account lacks the role clusterMonitor', cause);
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
  await Promise.all(Object.values(connection.models).map((model) => ensureIndexesOf(model)));
}

async function ensureIndexesOf(model: Model<unknown>): Promise<void> {
  const name = model.collection.collectionName;
  try {
    await model.createCollection();
    await model.createIndexes();
  } catch (cause) {
    throw missingIndex(name, cause);
  }
  const present = await model.collection.indexes();
  for (const [keys, options] of model.schema.indexes()) {
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

function missingIndex(what: string, cause?: unknown): StartUpFailure {
  return new StartUpFailure(
    `Không lập được chỉ mục ${what}: hãy xem nhật ký của MongoDB, xoá dữ liệu trùng hoặc khôi phục bản sao lưu.`,
    `The index ${what} could not be made: read MongoDB's log, remove duplicates or restore a backup.`,
    cause,
  );
}
