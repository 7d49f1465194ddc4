import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';

interface ImapBox {
  readonly key: string;
  readonly cert: string;
  readonly password: string;
}

/** A message of the double, and what became of it. */
export interface HeldMessage {
  readonly uid: number;
  readonly bytes: Buffer;
  seen: boolean;
}

/** A double of an IMAP server (RFC 9051) over TLS with one account and one folder: as much of it as is asked of one. */
export async function anImapServer({ key, cert, password }: ImapBox) {
  const box = { uidValidity: 1, messages: [] as HeldMessage[] };
  const answers = answersOf(box, password);
  const server = createServer({ key, cert }, (socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        answerTo(socket, rest.slice(0, end), answers);
        rest = rest.slice(end + 2);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const add = (bytes: Buffer) => box.messages.push({ uid: (box.messages.at(-1)?.uid ?? 0) + 1, bytes, seen: false });
  return { port, box, add, close: () => server.close() };
}

type Answers = readonly (readonly [RegExp, (match: RegExpExecArray) => readonly (string | Buffer)[] | undefined])[];

/** Untagged lines, then whether it was done; nothing means no. */
function answerTo(socket: TLSSocket, line: string, answers: Answers): void {
  const [tag = '*', ...words] = line.split(' ');
  const asked = words.join(' ');
  for (const [form, answer] of answers) {
    const match = form.exec(asked);
    if (!match) continue;
    const said = answer(match);
    for (const one of said ?? []) socket.write(one);
    socket.write(`${tag} ${said ? 'OK done' : 'NO [AUTHENTICATIONFAILED] refused'}\r\n`);
    if (/^LOGOUT/i.test(asked)) socket.end();
    return;
  }
  socket.write(`${tag} BAD unknown\r\n`);
}

function answersOf(box: { uidValidity: number; messages: HeldMessage[] }, password: string): Answers {
  const within = (range: string) => {
    const [first = 0, last] = range.split(':').map((part) => (part === '*' ? Number.POSITIVE_INFINITY : Number(part)));
    const found = box.messages.filter(({ uid }) => uid >= first && uid <= (last ?? first));
    return found.length === 0 && range.endsWith('*') ? box.messages.slice(-1) : found;
  };
  const place = (message: HeldMessage) => box.messages.indexOf(message) + 1;
  return [
    [/^CAPABILITY/i, () => ['* CAPABILITY IMAP4rev1\r\n']],
    [/^(?:NOOP|LOGOUT|ID|ENABLE|CLOSE|UNSELECT)/i, () => []],
    [/^LOGIN (.*)$/i, ([, said = '']) => (said.includes(password) ? [] : undefined)],
    [/^(?:LIST|LSUB) .*""$/i, () => ['* LIST (\\Noselect) "/" ""\r\n']],
    [/^(?:LIST|LSUB)/i, () => ['* LIST () "/" INBOX\r\n']],
    [/^NAMESPACE/i, () => ['* NAMESPACE (("" "/")) NIL NIL\r\n']],
    [
      /^(?:SELECT|EXAMINE) "?INBOX"?/i,
      () => [
        `* ${box.messages.length} EXISTS\r\n* FLAGS (\\Seen)\r\n`,
        `* OK [UIDVALIDITY ${box.uidValidity}] here\r\n* OK [UIDNEXT ${(box.messages.at(-1)?.uid ?? 0) + 1}] next\r\n`,
      ],
    ],
    [
      /^UID FETCH (\S+) .*BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i,
      ([, range = '', from, length]) =>
        within(range).flatMap((message) => {
          const begin = Number(from ?? 0);
          const part = message.bytes.subarray(begin, length === undefined ? undefined : begin + Number(length));
          const origin = from === undefined ? '' : `<${from}>`;
          const head = `* ${place(message)} FETCH (UID ${message.uid} RFC822.SIZE ${message.bytes.length} BODY[]${origin} {${part.length}}\r\n`;
          return [head, part, ')\r\n'];
        }),
    ],
    [
      /^UID FETCH (\S+)/i,
      ([, range = '']) =>
        within(range).map(
          (message) => `* ${place(message)} FETCH (UID ${message.uid} RFC822.SIZE ${message.bytes.length})\r\n`,
        ),
    ],
    [
      /^UID STORE (\S+) \+FLAGS/i,
      ([, range = '']) => {
        for (const message of within(range)) message.seen = true;
        return [];
      },
    ],
  ];
}
