import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderCollections } from '../../server/exchange/arrivals/over-axis/axis-keeper.ts';
import { useAxis } from '../../server/exchange/axis/axis-in-use.ts';
import type { AxisQuestion } from '../../server/exchange/axis/axis-settings.ts';
import type { MessageHeader, TraceHeaderList } from '../../server/exchange/axis/edxml-form.ts';
import { learnAgencies } from '../../server/exchange/axis/learn-agencies.ts';
import { organ } from '../../server/exchange/axis/packet-of-document.ts';
import { readEdxml } from '../../server/exchange/axis/read-edxml.ts';
import {
  documentPacket,
  type NamedPart,
  statusPacket,
  traceAttributes,
} from '../../server/exchange/axis/write-edxml.ts';
import { partnerLines } from '../../server/exchange/carriage/store.ts';
import { agencies } from '../../server/identity/store.ts';
import { readOne, rowsOf } from '../../server/platform/database/store.ts';
import { AxisServer } from './axis-server.ts';
import type { Province } from './main-job.ts';

export const ministry = { code: 'G22', name: 'Văn phòng Chính phủ' };

/** A province on a national document axis, as tests speak to it. */
export interface OnAxis {
  readonly server: AxisServer;
  /** The code of an agency of the province. */
  code(key: string): Promise<string>;
  /** Has what waits on the axis fetched, and all done that it leaves behind. */
  collect(): Promise<void>;
  /** The configuration says what the system of the ministry answers. */
  declareAnswers(answers: readonly AxisQuestion[]): Promise<void>;
  /** The axis is asked again at once, though it did not answer before. */
  forgetSilence(): Promise<void>;
}

/** Connects agencies of a province with an axis of their own, where a ministry is too; call its members inside tests only. */
export function useAxisServer(province: Province, keys: readonly string[]): OnAxis {
  const server = new AxisServer();
  const folder = mkdtempSync(join(tmpdir(), 'vanban-test-axis-'));
  const code = async (key: string) => (await readOne(agencies, { _id: province.agency(key).id }))?.code ?? '';
  let url: string;
  const file = join(folder, 'axis.json');
  const connect = async (over: object = {}) => {
    const accounts: Record<string, { secret: string }> = {};
    for (const key of keys) accounts[await code(key)] = { secret: `secret of ${key}` };
    writeFileSync(file, JSON.stringify({ agencies: accounts, types: { 'cong-van': { type: 18 } }, ...over }));
    await useAxis({ url, file }, { networks: ['127.0.0.0/8'], ports: [server.port] });
  };
  before('an axis', async () => {
    url = await server.start();
    for (const key of keys) server.secrets.set(await code(key), `secret of ${key}`);
    await connect();
    server.secrets.set(ministry.code, 'secret');
    server.agencies.push(ministry);
    await learnAgencies();
  });
  after('end the axis', async () => {
    await useAxis(undefined, { networks: [], ports: [] });
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...{ server, code },
    declareAnswers: (answers) => connect({ answers: { [ministry.code]: answers } }),
    collect: async () => {
      await orderCollections();
      await province.work();
    },
    forgetSilence: async () => void (await rowsOf(partnerLines).deleteMany({})),
  };
}

/** The header of a document of the ministry to an agency. */
export function aHeader(to: string, over: Partial<MessageHeader> = {}): MessageHeader {
  return {
    ...{ from: organ(ministry), to: [organ({ code: to, name: 'Nơi nhận' })] },
    code: { codeNumber: '7816', codeNotation: 'VPCP-KSTT' },
    promulgationInfo: { place: 'Hà Nội', promulgationDate: '2026/09/30' },
    documentType: { type: 18, typeDetail: 0, typeName: 'Công văn' },
    ...{ subject: 'V/v liên thông văn bản', content: null, dueDate: null, toPlaces: null },
    signerInfo: { competence: 'KT. BỘ TRƯỞNG', position: 'Thứ trưởng', fullName: 'Trần Văn Bình' },
    otherInfo: {
      ...{ priority: 1, sphereOfPromulgation: null, typerNotation: null, promulgationAmount: 1, pageAmount: 2 },
      ...{ direction: null, appendixes: null },
    },
    ...{ responseFor: [], steeringType: 0, documentId: `${ministry.code},2026/09/30,7816/VPCP-KSTT` },
    ...over,
  };
}

/** What a packet is sent for: a new document, of which no paper follows. */
type Business = Partial<NonNullable<TraceHeaderList['bussiness']>>;

/** What goes with a document. */
export function aTrace(business: Business = {}): TraceHeaderList {
  return {
    ...traceAttributes,
    traceHeader: [{ organId: ministry.code, timestamp: '2026/09/30 09:30:00' }],
    bussiness: {
      ...{ bussinessDocType: 0, bussinessDocReason: null, bussinessDocumentInfo: null, documentId: null },
      ...{ staffInfo: null, paper: 0, replacementInfoList: null, ...business },
    },
  };
}

/** A packet of the ministry with these files. */
export function aPacket(
  header: MessageHeader,
  files: readonly (NamedPart & { readonly bytes: Uint8Array })[],
  business: Business = {},
) {
  return documentPacket({ header, trace: aTrace(business), parts: files }, ...files.map(({ bytes }) => bytes));
}

/** What the ministry tells of a document of this packet: that it was sent it, or that it has sent it. */
export function aStatus(packet: Uint8Array, statusCode: string, description: string | null = null) {
  const read = readEdxml(packet);
  if (read.kind !== 'document') throw new Error('Statuses are of documents');
  const { header, trace } = read;
  const { documentId } = header;
  const responseFor = { organId: header.from?.organId ?? null, code: null, promulgationDate: null, documentId };
  return statusPacket({
    status: {
      ...{ responseFor, from: organ(ministry), statusCode, description, timestamp: '2026/10/01 09:00:00' },
      staffInfo: { department: null, staff: 'Trần Thị Hoa', mobile: null, email: null },
    },
    trace: { ...traceAttributes, traceHeader: trace?.traceHeader ?? [], bussiness: null },
  });
}
