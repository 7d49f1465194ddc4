#!/usr/bin/env node
// Stands in for systemd where none runs, as in most containers: starts the units of /etc/systemd/system by their own lines, as their own
// account without any capability, and stops them as KillMode=mixed does. What systemd adds – read-only folders – it cannot give.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const state = '/run/vanban-units';
mkdirSync(state, { recursive: true });
const [verb, ...words] = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--')).map((name) => name.replace(/\.service$/, ''));
for (const name of names) {
  if (name.endsWith('.timer')) continue;
  if (name === 'nginx') nginx();
  else if (['start', 'enable'].includes(verb)) start(name);
  else if (verb === 'stop' || verb === 'disable') await stop(name);
  else if (verb === 'restart') {
    await stop(name);
    start(name);
  }
}

function nginx() {
  const runs = existsSync('/run/nginx.pid') && isAlive(Number(readFileSync('/run/nginx.pid', 'utf8')));
  const args = verb === 'stop' ? ['-s', 'quit'] : runs ? ['-s', 'reload'] : [];
  const log = openSync(join(state, 'nginx.log'), 'a');
  process.exitCode = spawnSync('nginx', args, { stdio: ['ignore', log, log] }).status;
}

function start(name) {
  const [base, instance = ''] = name.split('@');
  const file = `/etc/systemd/system/${instance === '' ? base : `${base}@`}.service`;
  const lines = readFileSync(file, 'utf8').replaceAll('%i', instance).split('\n');
  const all = (key) => lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
  const one = (key) => all(key).at(-1);
  const own = all('Environment').flatMap((line) => line.split(' '));
  const fromFile = readFileSync(one('EnvironmentFile'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line));
  const env = Object.fromEntries(
    [...own, ...fromFile].map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const user = one('User');
  const log = openSync(join(state, `${name}.log`), 'a');
  const account = ['--reuid', user, '--regid', user, '--init-groups', '--inh-caps=-all', '--no-new-privs'];
  const child = spawn('setpriv', [...account, '/bin/sh', '-c', `umask ${one('UMask')}; exec ${one('ExecStart')}`], {
    cwd: one('WorkingDirectory'),
    env: { PATH: process.env.PATH, HOME: '/var/lib/vanban', ...env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  writeFileSync(join(state, `${name}.pid`), String(child.pid));
  child.unref();
}

async function stop(name) {
  const file = join(state, `${name}.pid`);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  const until = Date.now() + 45_000;
  for (let signal = 'SIGTERM'; isAlive(pid); signal = 0) {
    process.kill(pid, signal);
    await new Promise((done) => setTimeout(done, 100));
    if (Date.now() > until) process.kill(-pid, 'SIGKILL');
  }
  rmSync(file);
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    throw error;
  }
}
