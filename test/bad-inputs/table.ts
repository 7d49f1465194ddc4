import type { BadInput } from './bad-input.ts';

/** A row with what came back, way by way. */
export interface Answered {
  readonly input: BadInput;
  readonly answers: readonly string[];
}

const head = `# Bad inputs
What the server answers to a hundred kinds of bad input. **This page is written by the test that sends them**
(\`test/bad-inputs/\`, to a real server over real sockets) and nobody edits it: \`npm test\` fails when it says anything else than what
came back, \`npm run docs:bad-inputs\` writes it anew. After every row the next good request is answered, and nothing was stored but where it says
*taken*; **E** marks that the refusal left its security event in the log.

Every refusal is an RFC 9457 document (\`application/problem+json\`) with \`type\` = \`/problems/<slug>\`, \`title\`, \`status\`,
\`detail\` and \`instance\`, the id of the request. 400 means that it cannot be read, 422 that it was read and is not acceptable.

| # | to | input | promised | came back |
| --- | --- | --- | --- | --- |
`;

/** The whole page of the table. */
export function pageOf(answered: readonly Answered[]): string {
  return head + answered.map((row) => `${lineOf(row)}\n`).join('');
}

function lineOf({ input, answers }: Answered): string {
  const { row, to, promised, differs, notYet } = input;
  const came = [
    ...groups(input, answers),
    ...(differs === undefined ? [] : [`*Differs:* ${differs}`]),
    ...(notYet === undefined ? [] : [`*Not yet:* ${notYet}`]),
  ].join('<br>');
  return `| ${[row, to, input.input, promised, came].map((cell) => escaped(String(cell))).join(' | ')} |`;
}

/** Ways with the same answer, together. */
function groups({ ways }: BadInput, answers: readonly string[]): string[] {
  const names = new Map<string, string[]>();
  ways.forEach(({ as, event, stores }, index) => {
    const isTaken = stores === true && answers[index]?.startsWith('2');
    const answer = `**${answers[index]}**${event ? ' E' : ''}${isTaken ? ' taken' : ''}`;
    names.set(answer, [...(names.get(answer) ?? []), as]);
  });
  return [...names].map(([answer, all]) => `${answer}: ${all.join(', ')}`);
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The answers among these that the row did not promise. */
export function unpromised({ promised }: BadInput, answers: readonly string[]): string[] {
  const known = statusesIn(promised);
  const isPromised = (answer: string) =>
    statusesIn(answer).every(([, status, slug]) =>
      known.some(([, code, named]) => code === status && (named === undefined || named === slug)),
    );
  return answers.filter((answer) => !isPromised(answer));
}

/** The statuses in a text, each with the slug that follows it, if one does. */
const statusesIn = (text: string) => [...text.matchAll(/\b([2-5]\d\d)\b(?: ([a-z]+(?:-[a-z]+)+))?/g)];
