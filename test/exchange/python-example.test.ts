import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { arrivalsContract } from '../../server/exchange/arrivals/contract.ts';
import { deliveriesContract } from '../../server/exchange/deliveries/contract.ts';
import type { OutgoingView } from '../../server/registry/outgoing/view-contract.ts';
import { ask } from '../support/ask.ts';
import { aDirectoryAuthority, aListedAgency, aListedCertificate, aListedDeployment } from '../support/directory.ts';
import { aLetter, type Bureau, issuedLetter, newestArrival, theBureau } from '../support/letters.ts';
import { useOneDeployment } from '../support/one-deployment.ts';
import { aLetterPdf } from '../support/signing.ts';

const run = promisify(execFile);
const script = resolve(import.meta.dirname, '../../docs/exchange-example.py');
const me = { deployment: 'du-lieu-1', code: 'H99.77', name: 'Trung tâm Dữ liệu tỉnh Sao Mai' };

describe('the example in Python, which knows of Vanban what the page of the protocol says', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  let home: Bureau;
  let asked: OutgoingView;
  let messageId: string;

  /** Makes its keys by the commands in its head; gives the entry by which its authority lists it. */
  const enrolled = async () => {
    folder = await mkdtemp(join(tmpdir(), 'vanban-test-stranger-'));
    const printed: string[] = [];
    for (const [command] of (await readFile(script, 'utf8')).matchAll(
      /openssl (?:req|genpkey|x509|pkey) .*?(?=;|$)/gm,
    )) {
      printed.push((await run('bash', ['-c', command], { cwd: folder })).stdout);
    }
    const [, , certificate = '', key] = printed;
    const { deployment, ...agency } = me;
    await writeFile(join(folder, 'me.json'), JSON.stringify(me));
    const since = { from: '2026-01-01T00:00:00.000Z', until: null };
    const certificates = [aListedCertificate({ certificate: Buffer.from(certificate, 'base64') })];
    return {
      deployments: [aListedDeployment({ id: deployment, address: null, keys: [{ key, ...since }] })],
      agencies: [aListedAgency(agency.code, { ...agency, deployment, certificates })],
    };
  };
  const { deployment, authority } = useOneDeployment(enrolled);
  before('a letter of its own, and the bureau it writes to', async () => {
    file = join(folder, 'cong-van.pdf');
    await writeFile(file, await aLetterPdf());
    await copyFile(join(authority(), 'authority.pub.pem'), join(folder, 'directory.pem'));
    home = await theBureau(deployment());
  });
  after(async () => await rm(folder, { recursive: true, force: true }));

  const example = async (...words: string[]) =>
    (await run('python3', [script, folder, ...words], { timeout: 30_000 })).stdout.trim();
  const collected = async () => (await example('collect')).split('\n').map((line) => JSON.parse(line));

  it('sends a document, has one receipt for it however often it is asked, and learns that it arrived (01)', async () => {
    expect(await example('directory', `${deployment().address}/api/exchange/v1`)).to.equal('1');
    const id = await example('send', 'H99.08', '15', 'Về việc chia sẻ dữ liệu', file);
    const subject = 'Về việc chia sẻ dữ liệu';
    expect(await newestArrival(home.clerk)).to.include({ code: '15/CV', senderCode: me.code, subject });
    const receipt = await readFile(join(folder, `answer.${id}`));
    expect(await example('deliver', id)).to.equal(id);
    expect(await readFile(join(folder, `answer.${id}`))).to.deep.equal(receipt);
    await deployment().work();
    expect((await collected()).map((told) => [told.receipt.code, told.receipt.of.messageId])).to.deep.equal([
      ['01', id],
    ]);
  });

  it('collects a document with its file, once', async () => {
    const recipients = [{ code: me.code, name: me.name }];
    asked = await issuedLetter(home, aLetter(deployment(), { to: [] }, { recipients }));
    const [said] = await collected();
    expect(said.document.subject).to.equal(asked.subject);
    messageId = said.messageId;
    const [main] = asked.files.filter(({ role }) => role === 'main');
    expect((await readFile(join(folder, `file.${main?.sha256}`))).length).to.equal(main?.size);
    expect(await example('collect')).to.equal('');
  });

  it('says what becomes of it (01, 03, 06) and answers it', async () => {
    const status = (...words: string[]) => example('status', 'H99.08', messageId, ...words);
    await status('1', '01', '{"verdict":"valid"}');
    await status('2', '03', '{"verdict":"valid","arrivalNumber":7}');
    await example('send', 'H99.08', '16', 'Trả lời', file, messageId);
    await status('3', '06', '{"verdict":"valid"}');
    await deployment().work();
    const of = { params: { documentId: asked.id } };
    const {
      items: [delivery],
    } = await ask(home.clerk, deliveriesContract.listDeliveries, of);
    expect(delivery).to.deep.include({ state: 'done', recipientVerdict: 'valid', messageId });
    expect(delivery?.receipts.map((told) => [told.code, told.incomingCode])).to.deep.equal([
      ['01', null],
      ['03', '7'],
      ['06', null],
    ]);
    const answers = await ask(home.clerk, arrivalsContract.listAnswers, of);
    expect(answers.map((answer) => [answer.code, answer.senderName])).to.deep.equal([['16/CV', me.name]]);
  });

  it('collects from the others when one refuses, and says which one did', async () => {
    const asked: string[] = [];
    const doors = [401, 200].map((status) =>
      createServer((request, answer) => {
        asked.push(`${status} ${request.url}`);
        answer.writeHead(status).end('{"messages": [], "next": null}');
      }),
    );
    for (const door of doors) await once(door.listen(0, '127.0.0.1'), 'listening');
    const addresses = doors.map((door) => `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
    const { publicKey, file: listed } = aDirectoryAuthority();
    const other = join(folder, 'other');
    await mkdir(other);
    for (const kept of ['me.json', 'deployment.pem']) await copyFile(join(folder, kept), join(other, kept));
    await writeFile(join(other, 'directory.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    const deployments = addresses.map((address, at) => ({ id: `khac-${at}`, address }));
    await writeFile(join(other, 'directory.json'), listed({ serial: 1, deployments }));
    const { stderr } = await run('python3', [script, other, 'collect'], { timeout: 30_000 });
    for (const door of doors) door.close();
    expect(asked).to.deep.equal(['401 /waiting', '200 /waiting']);
    expect(stderr).to.match(new RegExp(`^to be asked again: ${addresses[0]} HTTP Error 401`));
  });

  it('is told which member of a message is not in the form', async () => {
    expect(await example('status', 'H99.08', messageId, '4', '06', '{"verdict":"no","at":"today"}')).to.match(
      /^refused: .*: receipt\.at, receipt\.verdict$/,
    );
  });
});
