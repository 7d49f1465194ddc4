import { setTimeout } from 'node:timers/promises';
import { LocalFileStore } from '../../../server/platform/files/files.ts';

/** A process that adds these bytes to a partial file, says so, and never comes to the end of the part. */
const [folder = '', id = '', from = '', total = '', base64 = ''] = process.argv.slice(2);
const store = await LocalFileStore.at(folder);

async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(base64, 'base64');
  // By now they have reached the file.
  await setTimeout(200);
  console.log('written');
  await setTimeout(3600_000);
}

await store.partial.append(id, { from: Number(from), total: Number(total) }, endless());
