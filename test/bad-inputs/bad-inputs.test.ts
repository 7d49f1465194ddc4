import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import type { AuditEvent } from '../../server/audit/event.ts';
import { auditEntries, logHeads } from '../../server/audit/store.ts';
import { refusedMessagesTold } from '../../server/exchange/door/refused-messages.ts';
import { firstSights } from '../../server/exchange/store.ts';
import { rateLimits } from '../../server/platform/api/rate-limits.ts';
import { readAll } from '../../server/platform/database/store.ts';
import { useFreshDatabase } from '../support/mongo.ts';
import type { BadInput } from './bad-input.ts';
import { useOffice } from './office.ts';
import { badInputs } from './rows.ts';
import { type Answered, pageOf, unpromised } from './table.ts';

const page = join(import.meta.dirname, '../../docs/bad-inputs.md');

/** What requests may write although they are refused: the log, sessions, counted tries, when a message was first seen. */
const beside = [auditEntries.name, logHeads.name, rateLimits.name, firstSights.name, 'sessions'];

describe('bad inputs', function () {
  this.timeout(60_000);
  useFreshDatabase();
  // What others have tried within the hour is told by its number only.
  before(refusedMessagesTold);
  const office = useOffice();
  const sent = new Map<number, Promise<Answered>>();

  const answered = (input: BadInput): Promise<Answered> => {
    const known = sent.get(input.row) ?? send(input);
    sent.set(input.row, known);
    return known;
  };

  const send = async (input: BadInput): Promise<Answered> => {
    const answers: string[] = [];
    let before = await stored();
    for (const way of input.ways) {
      const answer = await way.send(office);
      const after = await stored();
      answers.push(answer);
      if (!way.stores) expect(after, `row ${input.row}, ${way.as}: ${answer}`).to.deep.equal(before);
      before = after;
    }
    expect(await readdir(office.incomingFolder())).to.deep.equal([]);
    const wanted = input.ways.flatMap(({ event }) => event ?? []);
    const isAsMeant = input.ways.every(({ answer }, index) => answer === answers[index]);
    if (isAsMeant) await untilTold(wanted);
    expect(await office.goodRequest()).to.equal('200');
    return { input, answers };
  };

  it('are a hundred rows, each once, and each sent or said to be still without a door', () => {
    expect(badInputs.map(({ row }) => row)).to.deep.equal(Array.from({ length: 100 }, (_, index) => index + 1));
    const neither = badInputs.filter(({ ways, notYet }) => ways.length === 0 && notYet === undefined);
    expect(neither.map(({ row }) => row)).to.deep.equal([]);
    const untold = badInputs.filter(
      ({ promised, ways, differs, notYet }) =>
        promised.includes('(E)') && !differs && !notYet && !ways.some(({ event }) => event !== undefined),
    );
    expect(untold.map(({ row }) => row)).to.deep.equal([]);
    const events = badInputs.flatMap(({ ways }) => [...new Set(ways.flatMap(({ event }) => event ?? []))]);
    expect(new Set(events).size, 'an event that two rows leave would prove nothing').to.equal(events.length);
  });

  for (const input of badInputs.filter(({ ways }) => ways.length > 0)) {
    it(`${input.row}: ${input.to}, ${input.input}`, async () => {
      const { answers } = await answered(input);
      expect(answers).to.deep.equal(input.ways.map(({ answer }) => answer));
      if (input.differs === undefined) expect(unpromised(input, answers)).to.deep.equal([]);
    });
  }

  it('are answered as docs/bad-inputs.md says, which is written by this test', async () => {
    const rows: Answered[] = [];
    for (const input of badInputs) rows.push(await answered(input));
    if (process.env.WRITE_BAD_INPUTS) await writeFile(page, pageOf(rows));
    expect(await readFile(page, 'utf8')).to.equal(pageOf(rows));
  });
});

/** A fingerprint of each collection that a refused request must leave as it was. */
async function stored(): Promise<Readonly<Record<string, string>>> {
  const { collections } = await mongoose.connection.getClient().db(mongoose.connection.name).command({ dbHash: 1 });
  return Object.fromEntries(Object.entries<string>(collections).filter(([name]) => !beside.includes(name)));
}

/** Waits until each of these events is in a log: what is told follows the answer. Of many alike the first is told, then their number. */
async function untilTold(wanted: readonly string[]): Promise<void> {
  while (true) {
    const told = (await readAll(auditEntries, {})).map(({ event }) => nameOf(event));
    if (wanted.every((event) => told.includes(event))) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A security event as the rows name it. */
function nameOf(event: AuditEvent): string {
  if (event.type === 'refused') return `${event.code} ${event.endpoint}`;
  return event.type === 'message-refused' ? `${event.code} of a message` : '';
}
