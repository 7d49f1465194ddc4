import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { certificatesContract } from '../server/signing/certificates/contract.ts';
import { ask } from '../test/support/ask.ts';
import { type Agent, signedInAs } from '../test/support/identity.ts';
import { Authority } from './administrator/authority.ts';
import { blocksToFollow } from './administrator/blocks.ts';
import {
  firstSignIn,
  issue,
  password,
  sign,
  submittedLetter,
  underLoad,
  verdictOfArrival,
} from './administrator/office.ts';
import { ReplicaSet } from './administrator/replica-set.ts';
import { sealImage } from './demo/images.ts';

/*
 * `npm run check:administrator -- --on-this-machine`: follows docs/administrator.md block by block and word by word, as root on a machine
 * that is thrown away afterwards – an account, folders under /opt, /etc and /var, units –, with an authority, a web server certificate and a
 * replica set with authentication of its own, two agencies, and nginx in front of two processes. Then: a seal that ended, a leader whose
 * certificate was revoked, a letter from one agency to the other, and a rolling restart under load that must lose no request. nginx has
 * to be there, and `/etc/hosts` to lead the name below to this machine.
 */
const root = resolve(import.meta.dirname, '..');
const host = 'vanban.example.gov.vn';
const address = `https://${host}`;
const home = '/run/vanban-check';
const PIN = '246810';
const DESKS = 4;

if (!process.argv.includes('--on-this-machine') || process.getuid?.() !== 0) {
  console.error(
    'As root, on a machine that is thrown away afterwards: npm run check:administrator -- --on-this-machine',
  );
  process.exit(2);
}
if (existsSync('/etc/vanban')) {
  console.error('There is a deployment on this machine: /etc/vanban.');
  process.exit(2);
}
const authority = new Authority(join(home, 'authority'));
if (process.env.VANBAN_FOLLOWS !== '1') {
  await mkdir(join(home, 'files'), { recursive: true });
  await authority.found();
  // Node reads whom it trusts when it starts.
  const { NODE_EXTRA_CA_CERTS: others } = process.env;
  const trusted = [...(others ? [await readFile(others)] : []), await authority.read('vgca-root-g2.pem')];
  const bundle = join(home, 'trusted.pem');
  await writeFile(bundle, Buffer.concat(trusted));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: bundle, VANBAN_FOLLOWS: '1' };
  const again = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], { env, stdio: 'inherit' });
  await rm(home, { recursive: true, force: true });
  process.exit(again.status ?? 1);
}

if (!existsSync('/run/systemd/system')) {
  await mkdir(join(home, 'bin'), { recursive: true });
  await copyFile(join(import.meta.dirname, 'administrator', 'systemctl.mjs'), join(home, 'bin', 'systemctl'));
  process.env.PATH = `${join(home, 'bin')}:${process.env.PATH}`;
}

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
const fail = (what: string): never => {
  throw new Error(what);
};

/** Runs a block as it stands in a shell that stops at the first command that fails; gives what it printed. */
async function shell(text: string, input = ''): Promise<string> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', text], { cwd: join(home, 'files'), stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  // A command that has ended reads no more; its exit code tells how it went.
  child.stdin.on('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EPIPE' ? undefined : child.emit('error', error),
  );
  child.stdin.end(input);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) fail(`exit code ${code}\n${text}\n${output}`);
  return output;
}

const databasePassword = 'a@b:c/d-mat-khau';
const set = await ReplicaSet.begin(join(home, 'database'), [27117, 27118, 27119]);
say('a replica set of three members with authentication runs');
const startPasswords = new Map<string, string>();
let [ubndKeys, rolling] = ['', ''];
let administrator: Agent | undefined;

/** What a person does between the lines of the page: files laid in place, values set. */
const before: Readonly<Record<string, (block: string) => Promise<void>>> = {
  'The proxy': async () => {
    const { certificate, key } = await authority.web(host);
    await mkdir('/etc/nginx/tls', { recursive: true });
    await copyFile(certificate, '/etc/nginx/tls/vanban.crt');
    await copyFile(key, '/etc/nginx/tls/vanban.key');
  },
  'Many at once': async () => {
    await writeFile(join(home, 'files', 'units.csv'), 'Ký hiệu,Tên đơn vị\nKH,Phòng Kế hoạch\n');
    const people = [
      'Tên đăng nhập,Họ và tên,Chức vụ,Vai trò,Đơn vị',
      'bao.tq,Trần Quốc Bảo,Giám đốc,Lãnh đạo,',
      'ha.pt,Phạm Thu Hà,Chuyên viên,Chuyên viên,KH',
    ];
    await writeFile(join(home, 'files', 'people.csv'), `${people.join('\n')}\n`);
  },
  'The trust list': async () => {
    for (const name of ['vgca-root-g1.pem', 'vgca-root-g2.pem', 'vgca-sub-1.pem'])
      await copyFile(join(authority.folder, name), join(home, 'files', name));
  },
  'Keys of an agency': async () => {
    const folder = '/run/vanban-keys';
    await mkdir(folder, { recursive: true });
    const of = (name: string) => `/C=VN/O=${name}`;
    for (const [prefix, name] of [
      ['', 'Sở Nội vụ'],
      ['ubnd-', 'Ủy ban nhân dân tỉnh Sao Mai'],
    ] as const) {
      await authority.issue(`${prefix}seal`, `${of(name)}/CN=${name}`, 'person', PIN);
      await authority.issue(`${prefix}system`, `${of(name)}/CN=Hệ thống quản lý văn bản – ${name}`, 'machine', PIN);
      for (const purpose of ['seal', 'system'])
        await copyFile(join(authority.folder, `${prefix}${purpose}.p12`), join(folder, `${prefix}${purpose}.p12`));
    }
    await authority.issue('ended', `${of('Sở Nội vụ')}/CN=Sở Nội vụ`, 'person', PIN, true);
    await copyFile(join(authority.folder, 'ended.p12'), join(folder, 'ended.p12'));
    await writeFile(join(folder, 'dau.png'), await sealImage('Sở Nội vụ'));
  },
};

/** What follows from the block, looked at before the next one. */
const after: Readonly<Record<string, (output: string, block: string) => Promise<void>>> = {
  Install: async () => {
    const crls = await authority.publish();
    await shell('install -d -m 755 /var/lib/vanban-crls');
    await copyFile(crls.issuing, '/var/lib/vanban-crls/sub.crl');
    await copyFile(crls.root, '/var/lib/vanban-crls/root.crl');
    const more = `MONGODB_URI=${set.uri('vanban', databasePassword)}\nCRL_DIR=/var/lib/vanban-crls\nREVOCATION=hard\n`;
    await appendFile('/etc/vanban/vanban.env', more);
  },
  'One process, or several': async (_output, block) => {
    if (block.includes('restart')) rolling = block;
    for (const port of [3001, 3002, 3100]) await ready(`http://127.0.0.1:${port}/readyz`);
    await ready(`${address}/readyz`);
  },
  'The first administrator': async (output) => {
    const token = /#([\w-]{43})/.exec(output)?.[1] ?? fail(`no link in ${output}`);
    const agency = { code: 'H99', name: 'Ủy ban nhân dân tỉnh Sao Mai', symbol: 'UBND', place: 'Sao Mai' };
    const body = { token, username: 'quan.tri', fullName: 'Đỗ Quản Trị', password, agency };
    const made = await fetch(`${address}/api/first-administrator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (made.status !== 201) fail(`first administrator: ${made.status} ${await made.text()}`);
    administrator = await signedInAs(address, 'quan.tri', password);
    const clerk =
      'vanban user create --agency H99 --username vanthu.ubnd --full-name "Lê Thị Hoa" --title "Văn thư" --roles clerk';
    learn(await shell(clerk));
  },
  'Agencies, units, people, positions': async (output) => learn(output),
  'Many at once': async () => {
    for (const line of (await readFile('/run/start-passwords.csv', 'utf8')).split('\n')) {
      const [, username, , startPassword] = /^"([^"]+)","([^"]+)","([^"]+)"$/.exec(line) ?? [];
      if (username !== undefined && startPassword !== undefined) startPasswords.set(username, startPassword);
    }
  },
  'Keys of an agency': async () => {
    if (ubndKeys === '') fail('the keys were not put in place');
  },
  Backup: async (output) => {
    if (!/\S/.test(output)) fail('the backup said nothing');
  },
};

function learn(output: string): void {
  for (const [, username = '', startPassword = ''] of output.matchAll(/Đã thêm (\S+)\. Mật khẩu ban đầu: (\S+)/g))
    startPasswords.set(username, startPassword);
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const answer = await fetch(url).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.status === 200) return;
    await wait(500);
  }
  fail(`${url} is not ready`);
}

/** The one thing the page leaves open: where the sources come from, and the password that was chosen. */
const chosen = (text: string): string =>
  text.replace('git clone … ', `git clone -q ${root} `).replace('PASSWORD', databasePassword);

let failure: unknown;
try {
  const page = await readFile(join(root, 'docs', 'administrator.md'), 'utf8');
  for (const { kind, under, text } of blocksToFollow(page)) {
    say(`${under}: ${text.split('\n')[0]}`);
    const block = chosen(text);
    if (kind === 'js') await set.follow(block);
    else {
      await before[under]?.(block);
      if (under === 'Keys of an agency') ubndKeys = await keysOfTheOther();
      const output = await shell(block, `${PIN}\n`);
      await after[under]?.(output, block);
    }
  }
  await story();
} catch (error) {
  failure = error;
} finally {
  if (!process.argv.includes('--keep')) await clearAway();
}
if (failure !== undefined) {
  console.error(failure);
  process.exitCode = 1;
} else say('the page was followed to its end');

/** The keys of the other agency, whose administrator confirms them; and one that has ended, which is refused. */
async function keysOfTheOther(): Promise<string> {
  const at = 'cd /run/vanban-keys; printf 246810 > pin; chown vanban *';
  for (const purpose of ['seal', 'system'])
    await shell(`${at}; vanban agency keys --agency H99 --purpose ${purpose} --p12 ubnd-${purpose}.p12 --pin-file pin`);
  const admin = administrator ?? fail('there is no administrator');
  for (const { id, state } of (await ask(admin, certificatesContract.listAgencyCertificates)).filter(isPending)) {
    say(`the administrator of the other agency confirms a certificate that is ${state}`);
    await ask(admin, certificatesContract.confirmCertificate, { params: { certificateId: id }, body: {} });
  }
  const ended = await shell(
    `${at}; ! vanban agency keys --agency H99.08 --purpose seal --p12 ended.p12 --pin-file pin --json; rm pin`,
  );
  if (!ended.includes('certificate-expired')) fail(`a seal that has ended was taken: ${ended}`);
  say('a seal that has ended is refused: certificate-expired');
  return 'in place';
}

function isPending({ state }: { readonly state: string }): boolean {
  return state === 'pending';
}

/** A letter from one agency to the other, a revoked leader, and a rolling restart under load. */
async function story(): Promise<void> {
  const first = (name: string) =>
    firstSignIn(address, name, startPasswords.get(name) ?? fail(`no password of ${name}`));
  const [clerk, leader, drafter] = [await first('lan.nt'), await first('bao.tq'), await first('ha.pt')];
  const other = await first('vanthu.ubnd');
  const subject = '/C=VN/O=Sở Nội vụ/CN=Trần Quốc Bảo';
  const key = await authority.issue('leader', subject, 'person', PIN);
  const letter = await submittedLetter(drafter, leader, 'H99');
  const signed = await sign(leader, letter, key, PIN);
  if (signed !== 'signed') fail(`the leader could not sign: ${signed}`);
  await issue(clerk, letter.id);
  const verdict = await verdictOfArrival(other);
  say(`a letter is signed, numbered, sealed, issued and has arrived: ${verdict}`);
  if (verdict !== 'valid') fail('the arrival is not valid');

  const more = await submittedLetter(drafter, leader, 'H99');
  await authority.revoke('leader');
  await copyFile((await authority.publish()).issuing, '/var/lib/vanban-crls/sub.crl');
  // What the authority said last counts for a minute.
  await wait(61_000);
  const refusal = await sign(leader, more, key, PIN);
  if (!refusal.includes('certificate-revoked')) fail(`a revoked leader signs: ${refusal}`);
  say(`a leader whose certificate was revoked cannot sign: ${refusal}`);

  const { answered, lost } = await underLoad(clerk, DESKS, async () => {
    await wait(3_000);
    await shell(rolling);
    await wait(3_000);
  });
  say(`two web processes and the worker were restarted one after the other: ${answered} answered, ${lost.length} lost`);
  if (lost.length > 0) fail(lost.slice(0, 20).join('\n'));
}

/** Takes away what the page put on this machine. */
async function clearAway(): Promise<void> {
  const units = 'vanban-web@3001 vanban-web@3002 vanban-worker';
  await shell(`systemctl disable vanban-backup.timer; systemctl stop ${units}; nginx -s quit`).catch((error: unknown) =>
    say(String(error)),
  );
  set.end();
  const paths = [
    '/opt/vanban',
    '/etc/vanban',
    '/var/lib/vanban',
    '/var/lib/vanban-crls',
    '/mnt/backup',
    '/usr/local/bin/vanban',
  ];
  const more = [
    '/etc/nginx/conf.d/vanban.conf',
    '/etc/nginx/tls',
    '/run/vanban-keys',
    '/run/start-passwords.csv',
    '/var/tmp/try',
  ];
  for (const path of [...paths, ...more]) await rm(path, { recursive: true, force: true });
  await shell('rm -f /etc/systemd/system/vanban*; userdel vanban');
}
