// Installs what package-lock.json says when node_modules does not hold it yet: for a start what runs, for `test` all of it. Production
// installs nothing at a start. Runs before npm scripts, so it knows nothing but Node's built-ins, even those of an old Node, and is
// quick when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const mark = join(modules, '.vanban-installed');
/** Written by npm as the last thing it does. */
const npmDone = join(modules, '.package-lock.json');
const lock = join(modules, '.vanban-installing');
const oldestNode = [20, 19];

refuseOldNode();
const [purpose = 'start'] = process.argv.slice(2);
const lockfile = readFileSync(join(root, 'package-lock.json'));
const fingerprint = createHash('sha256').update(`${process.platform} ${process.arch}\n`).update(lockfile).digest('hex');
if (!isInstalled()) {
  if (purpose === 'start' && process.env.NODE_ENV === 'production') refuse(notBuilt());
  try {
    installOnce();
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR'].includes(error.code)) refuse(notWritable());
    throw error;
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  refuse(
    `Node ${process.versions.node} quá cũ: hãy cài Node ${oldestNode.join('.')} trở lên rồi chạy lại. ` +
      `(Node ${process.versions.node} is too old: install Node ${oldestNode.join('.')} or newer and run this again.)`,
  );
}

/** Says which lockfile is installed, and after `run` that packages of tests are left out; what npm did without us has no mark. */
function readMark() {
  return existsSync(mark) ? readFileSync(mark, 'utf8').split(' ') : undefined;
}

function isInstalled() {
  const [print, kind] = readMark() ?? [];
  if (print === undefined) return existsSync(npmDone) && missingPackages(wantedKind()).length === 0;
  return print === fingerprint && (kind !== 'run' || wantedKind() === 'run');
}

/** What tests need stays once it is there: a start after tests takes nothing away that the next tests would bring back. */
function wantedKind() {
  const [, kind] = readMark() ?? ['', 'run'];
  return purpose !== 'test' && kind === 'run' ? 'run' : 'all';
}

/** Two starts at once: one installs, the other waits and finds it done. */
function installOnce() {
  // npm puts a folder of its own in the place of a link, and what we had noted there would be gone with it.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(modules, { force: true });
  mkdirSync(modules, { recursive: true });
  takeLock();
  try {
    if (isInstalled()) return;
    const kind = wantedKind();
    install(kind);
    const missing = missingPackages(kind);
    if (missing.length > 0) {
      refuse(
        `Cài xong nhưng ${missing.slice(0, 3).join(', ')} không đúng package-lock.json: hãy xoá node_modules rồi chạy lại. ` +
          `(After the installation ${missing.slice(0, 3).join(', ')} disagree with package-lock.json: delete node_modules and run this again.)`,
      );
    }
    // In one step, so that nobody reads half of it, and a copy of this tree made by hard links keeps its own.
    writeFileSync(`${mark}.new`, `${fingerprint} ${kind}`);
    renameSync(`${mark}.new`, mark);
  } finally {
    unlinkSync(lock);
  }
}

function takeLock() {
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (waited === 0) console.error('Đang chờ một lần cài đặt khác xong… (waiting for another installation)');
    clearDeadLock();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** Moves the lock of a dead process aside; a lock that another start has taken meanwhile goes back to its place. */
function clearDeadLock() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    const young = Date.now() - statSync(lock).mtimeMs < 2_000;
    if (young || isAlive(pid)) return;
    const aside = `${lock}.${process.pid}`;
    renameSync(lock, aside);
    if (Number(readFileSync(aside, 'utf8')) !== pid) linkSync(aside, lock);
    unlinkSync(aside);
  } catch (error) {
    // Gone meanwhile: the other installation has ended.
    if (error.code !== 'ENOENT') throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install(kind) {
  console.error('Cài các gói thư viện theo package-lock.json, lần đầu mất khoảng một phút… (installing packages)');
  const began = Date.now();
  // Not `npm ci`, which begins by taking everything away. Said in either case, since NODE_ENV would decide otherwise.
  const args = [
    'install',
    '--no-save',
    kind === 'all' ? '--include=dev' : '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--no-progress',
  ];
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const [command, first] = npmCommand();
  const result = spawnSync(command, [...first, ...args, ...patience, '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write(result.stderr ?? '');
    refuse(reasonOf(result));
  }
  console.error(`Đã cài xong sau ${Math.round((Date.now() - began) / 1000)} giây. (installed)`);
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') || own?.endsWith('.cjs') ? [process.execPath, [own]] : ['npm', []];
}

function reasonOf({ error, stderr, signal }) {
  if (error?.code === 'ENOENT')
    return 'Không tìm thấy npm: hãy cài Node.js kèm npm. (npm was not found: install Node.js with npm.)';
  const text = stderr ?? '';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ENOTCACHED/.test(text)) {
    return (
      'Không tải được gói từ kho npm: hãy kiểm tra mạng (hoặc proxy, registry của npm) rồi chạy lại. ' +
      '(Packages cannot be fetched: check the network, proxy or registry of npm and run this again.)'
    );
  }
  if (/EACCES|EPERM|EROFS/.test(text)) return notWritable();
  if (/ENOSPC/.test(text)) {
    return 'Hết dung lượng đĩa: cần khoảng 1 GB trống rồi chạy lại. (The disk is full: free about 1 GB and run this again.)';
  }
  return (
    `npm không cài được (${signal ?? 'xem các dòng trên'}): hãy chạy lại, nếu vẫn lỗi thì xoá node_modules trước. ` +
    `(npm failed, see above: run this again, and if it fails again delete node_modules first.)`
  );
}

function notWritable() {
  return (
    `Không ghi được vào ${root}: hãy cấp quyền ghi cho thư mục này rồi chạy lại. ` +
    `(${root} cannot be written: grant write access and run this again.)`
  );
}

function notBuilt() {
  return (
    'Các gói thư viện của bản dựng chưa được cài: hãy chạy npm run build rồi chạy lại. ' +
    '(The packages of the build are not installed: run npm run build, then this again.)'
  );
}

/** Packages of the lockfile that are not there in that version; those for other platforms may be missing. */
function missingPackages(kind) {
  return Object.entries(JSON.parse(lockfile).packages)
    .filter(([path, { optional, devOptional, link }]) => path !== '' && !optional && !devOptional && !link)
    .filter(([, { dev }]) => kind === 'all' || !dev)
    .filter(([path, { version }]) => versionAt(path) !== version)
    .map(([path]) => path);
}

function versionAt(path) {
  const manifest = join(root, path, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function refuse(sentence) {
  console.error(`✗ ${sentence}`);
  if (existsSync(lock) && readFileSync(lock, 'utf8') === String(process.pid)) unlinkSync(lock);
  process.exit(1);
}
