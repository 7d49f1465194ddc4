import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { directoryEntries } from '../../../server/exchange/directory/store.ts';
import { readMessage, sha256Of } from '../../../server/exchange/messages/message.ts';
import { inBase64, signedThingIn } from '../../../server/exchange/messages/signed-thing.ts';
import {
  TRANSPORT_RECEIPT_FORMAT,
  transportReceiptBytes,
} from '../../../server/exchange/messages/transport-receipt.ts';
import { systemActor } from '../../../server/platform/actor.ts';
import { portOf } from '../../../server/platform/edge/listen.ts';
import { inTransaction } from '../../../server/platform/ledger/transaction.ts';
import { aListedKey, anEntry, aSystemKey } from '../../../test/support/directory.ts';
import { signatureBy, signingCertificate } from '../../../test/support/neighbour.ts';

const since = new Date('2026-01-01T00:00:00Z');

/** An agency whose system answers in this process: it keeps nothing, and signs a receipt for whatever comes. */
export interface BenchPartner {
  readonly code: string;
  readonly name: string;
  readonly port: number;
  /** From now on it takes connections and says nothing. */
  fallSilent(): void;
  answerAgain(): void;
  /** Puts it into the directory of the deployment to which this process is connected. */
  list(): Promise<void>;
  end(): Promise<void>;
}

export async function aPartner(number: number): Promise<BenchPartner> {
  const party = { code: `H97.${String(number).padStart(2, '0')}`, name: `Sở Xây dựng ${number}` };
  const system = aSystemKey(party.name);
  let isSilent = false;
  const server: Server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (isSilent) return;
    const thing = request.method === 'POST' ? signedThingIn(body) : undefined;
    if (!thing) return void response.writeHead(404).end('{"type":"/problems/not-found"}');
    const { messageId, sender, recipient } = readMessage(thing.content);
    const content = transportReceiptBytes({
      ...{ format: TRANSPORT_RECEIPT_FORMAT, messageId, messageSha256: sha256Of(thing.content), sender, recipient },
      ...{ storedAt: new Date().toISOString(), treeHead: null },
    });
    const receipt = inBase64({ content, signature: await signatureBy(system, content) });
    response.end(JSON.stringify({ state: 'stored', receipt }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const entry = anEntry(party.code, {
    ...{ name: party.name, deployment: `partner-${number}`, address: `http://127.0.0.1:${port}/api/exchange/v1` },
    deploymentKeys: [{ key: aListedKey(generateKeyPairSync('ed25519').publicKey), from: since, until: null }],
    certificates: [signingCertificate(system)],
  });
  return {
    ...{ ...party, port },
    fallSilent: () => {
      isSilent = true;
    },
    answerAgain: () => {
      isSilent = false;
      server.closeAllConnections();
    },
    list: () => inTransaction(systemActor('deployment'), async (tx) => void tx.insert(directoryEntries, entry)),
    end: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
