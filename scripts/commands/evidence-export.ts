import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import '../../server/stores.ts';
import {
  type ExportedEvidence,
  exportArrival,
  exportDelivery,
} from '../../server/exchange/evidence/export-evidence.ts';
import { arrivals, deliveries } from '../../server/exchange/store.ts';
import { systemActor } from '../../server/platform/actor.ts';
import { readOne } from '../../server/platform/database/store.ts';
import { DomainError, notFound } from '../../server/platform/errors.ts';
import { files, LocalFileStore, useFiles } from '../../server/platform/files/files.ts';
import type { Command } from '../../server/platform/start/command.ts';
import type { Config } from '../../server/platform/state/config.ts';
import { isThere } from '../../server/platform/state/state-file.ts';
import { agencyKeysFolder, agencyKeysInFiles } from '../../server/signing/keys/agency-keys.ts';
import { useAgencyKeys } from '../../server/signing/keys/agency-keys-in-use.ts';
import { useRevocation } from '../../server/signing/revocation/revocation-in-use.ts';
import { acting } from '../acting.ts';
import { readOptions } from '../options.ts';

const id = z.string().min(1).max(64).optional();
const schema = z.object({ delivery: id, arrival: id, out: z.string().min(1) });

/** Exports the evidence of a delivery or an arrival, as its clerks can in the browser; the agency’s log says that it was exported. */
export const command: Command = {
  usage: '--delivery ID | --arrival ID --out FILE.asice [--json]',
  summary: 'Xuất hồ sơ bằng chứng của một lần gửi hoặc một văn bản đến, do cơ quan ký.',
  async run(args, context) {
    const { json, out, ...asked } = readOptions(args, schema);
    if (await isThere(out)) throw new DomainError('conflict', 'file-exists', `Đã có tệp ${out}`);
    const { sha256, size } = await acting(context, async () => {
      await connect(await context.config());
      const made = await exported(asked);
      const stored = await files().open(made.sha256);
      await pipeline(stored.stream(), createWriteStream(out, { flags: 'wx', mode: 0o600 }));
      return made;
    });
    const said = { out, sha256, size };
    context.print(json ? JSON.stringify(said) : `Đã xuất hồ sơ bằng chứng vào ${out}; SHA-256 ${sha256}.`);
    return 0;
  },
};

/** Joins the act with files, keys and what is known of revoked certificates, as a server has them. */
async function connect({ storageFolder, keysFolder, production, revocation, authorityProxy }: Config): Promise<void> {
  useFiles(await LocalFileStore.at(join(storageFolder, 'files')));
  useAgencyKeys(agencyKeysInFiles({ folder: agencyKeysFolder(keysFolder), production }));
  useRevocation({ ...revocation, proxy: authorityProxy });
}

type Asked = Pick<z.output<typeof schema>, 'delivery' | 'arrival'>;

async function exported({ delivery: deliveryId, arrival: arrivalId }: Asked): Promise<ExportedEvidence> {
  if ((deliveryId === undefined) === (arrivalId === undefined)) {
    throw new DomainError('malformed', 'bad-arguments', 'Cần --delivery hoặc --arrival');
  }
  const delivery = deliveryId && (await readOne(deliveries, { _id: deliveryId }));
  if (delivery) return await exportDelivery(systemActor(delivery.agencyId), delivery);
  const arrival = arrivalId && (await readOne(arrivals, { _id: arrivalId }));
  if (arrival) return await exportArrival(systemActor(arrival.agencyId), arrival);
  throw notFound();
}
