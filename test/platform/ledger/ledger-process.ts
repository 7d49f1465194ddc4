import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { systemActor } from '../../../server/platform/actor.ts';
import { connectDatabase, disconnectDatabase } from '../../../server/platform/database/database.ts';
import { DomainError } from '../../../server/platform/errors.ts';
import { Ledger } from '../../../server/platform/ledger/ledger.ts';
import { takeNumber } from './ledger-counter.ts';

/** A process with a ledger of its own: clients take numbers at once when told to go; at the end the numbers they were given. */
const [uri = '', database = '', clients = '', acts = '', name = ''] = process.argv.slice(2);
await connectDatabase({ uri, database });
const ledger = new Ledger({ participants: [] });
const numbers: number[] = [];

/** A client that is told to come back does. */
async function takeOne(): Promise<number> {
  for (;;) {
    try {
      return await ledger.run(systemActor(name), takeNumber);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error;
      console.log('told to come back');
      await setTimeout(50);
    }
  }
}

async function client(): Promise<void> {
  for (let act = 0; act < Number(acts); act += 1) {
    numbers.push(await takeOne());
    if (numbers.length === Number(clients)) console.log('began');
  }
}

console.log('ready');
await once(process.stdin, 'data');
await Promise.all(Array.from({ length: Number(clients) }, client));
console.log(JSON.stringify({ numbers }));
await disconnectDatabase();
process.stdin.destroy();
