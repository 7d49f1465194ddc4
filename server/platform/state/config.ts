import { isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { logLevels } from '../log.ts';
import { isNetwork } from '../networks.ts';
import { isBuilt } from '../program.ts';
import { StartUpFailure } from './start-up-failure.ts';

const flag = z.enum(['0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true');
/** The address of the whole server: the client and its links live at the root of their host. */
const origin = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && `${search}${hash}${username}${password}` === '' && !/[?#]/.test(text);
});
const path = z.string().refine((text) => !text.includes('\0'));

const listOf = <T extends z.ZodType<string, string>>(one: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(one).max(50));

/** Every variable that configures the server; `docs/configuration.md` explains each. */
const demoProvinces = ['sao-mai', 'binh-minh'] as const;

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.union([z.ipv4(), z.ipv6(), z.literal('localhost')]).default('127.0.0.1'),
  PUBLIC_URL: origin.exactOptional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  TLS_CERTIFICATE_FILE: path.exactOptional(),
  TLS_KEY_FILE: path.exactOptional(),
  STOP_DELAY_SECONDS: z.coerce.number().int().min(0).max(15).default(0),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  STORAGE_DIR: path.default('storage'),
  KEYS_DIR: path.exactOptional(),
  INDEX_DIR: path.exactOptional(),
  INBOX_DIR: path.exactOptional(),
  TOOLS_DIR: path.exactOptional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/)
    .exactOptional(),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/)
    .default('vanban'),
  MONGOD_BINARY: path.exactOptional(),
  MONGOD_CACHE_MB: z.coerce.number().int().min(256).max(1_048_576).exactOptional(),
  SESSION_SECRET_FILE: path.exactOptional(),
  TSA_URLS: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/ })).max(5))
    .default([]),
  REVOCATION: z.enum(['soft', 'hard']).default('soft'),
  REVOCATION_HOSTS: listOf(z.string().regex(/^(\*\.)?[A-Za-z0-9.:[\]-]{1,253}$/)).default(['ca.gov.vn', '*.ca.gov.vn']),
  REVOCATION_NETWORKS: listOf(z.string().refine(isNetwork)).default([]),
  EXCHANGE_NETWORKS: listOf(z.string().refine(isNetwork)).default([]),
  EXCHANGE_PORTS: listOf(z.string().regex(/^[1-9][0-9]{0,4}$/)).default([]),
  EXCHANGE_CA_FILE: path.exactOptional(),
  EXCHANGE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  ATTACHMENT_MB: z.coerce.number().int().min(1).max(1_024).default(100),
  AXIS_URL: z.url({ protocol: /^https?$/ }).exactOptional(),
  AXIS_FILE: path.exactOptional(),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(\/.+|[^/]+:[1-9][0-9]{0,4})$/)
    .exactOptional(),
  CRL_DIR: path.exactOptional(),
  AUTHORITY_PROXY: z.url({ protocol: /^https?$/ }).exactOptional(),
  LOG_LEVEL: z.enum(logLevels).exactOptional(),
  DEMO: flag.exactOptional(),
  DEMO_PROVINCE: z.enum(demoProvinces).default('sao-mai'),
});
type Variables = z.infer<typeof variables>;

/** Names of all variables, in the order of the documentation. */
export const variableNames = Object.keys(variables.shape) as readonly (keyof Variables)[];

/** What a wrong value should have been, said in the failure. */
const expected: Record<keyof Variables, { readonly vietnamese: string; readonly english: string }> = {
  NODE_ENV: { vietnamese: 'development, test hoặc production', english: 'development, test or production' },
  PORT: { vietnamese: 'số từ 0 đến 65535', english: 'a number from 0 to 65535' },
  HOST: { vietnamese: 'địa chỉ IP hoặc localhost', english: 'an IP address or localhost' },
  PUBLIC_URL: {
    vietnamese: 'địa chỉ http:// hoặc https:// chỉ gồm tên máy (và cổng), không có đường dẫn phía sau',
    english: 'an address with http:// or https://, a host (and port), and no path behind it',
  },
  TRUST_PROXY: { vietnamese: 'số proxy phía trước, từ 0 đến 10', english: 'the number of proxies in front, 0 to 10' },
  TLS_CERTIFICATE_FILE: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  TLS_KEY_FILE: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  STOP_DELAY_SECONDS: { vietnamese: 'số giây từ 0 đến 15', english: 'a number of seconds, 0 to 15' },
  ROLE: { vietnamese: 'all, web hoặc worker', english: 'all, web or worker' },
  STORAGE_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  KEYS_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  INDEX_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  INBOX_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  TOOLS_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  MONGODB_URI: { vietnamese: 'địa chỉ mongodb://', english: 'an address with mongodb://' },
  MONGODB_DATABASE: { vietnamese: 'chữ, số, _ hoặc -, tối đa 38', english: 'letters, digits, _ or -, at most 38' },
  MONGOD_BINARY: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  MONGOD_CACHE_MB: { vietnamese: 'số MB, ít nhất 256', english: 'a number of MB, at least 256' },
  SESSION_SECRET_FILE: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  TSA_URLS: {
    vietnamese: 'tối đa 5 địa chỉ http:// hoặc https://, cách nhau bằng dấu phẩy',
    english: 'at most 5 addresses with http:// or https://, separated by commas',
  },
  REVOCATION: { vietnamese: 'soft hoặc hard', english: 'soft or hard' },
  REVOCATION_HOSTS: {
    vietnamese: 'tên máy chủ, *.tên miền hoặc địa chỉ IP, cách nhau bằng dấu phẩy',
    english: 'host names, *.domains or IP addresses, separated by commas',
  },
  REVOCATION_NETWORKS: {
    vietnamese: 'dải mạng như 10.0.0.0/8, cách nhau bằng dấu phẩy',
    english: 'networks such as 10.0.0.0/8, separated by commas',
  },
  EXCHANGE_NETWORKS: {
    vietnamese: 'dải mạng như 10.0.0.0/8, cách nhau bằng dấu phẩy',
    english: 'networks such as 10.0.0.0/8, separated by commas',
  },
  EXCHANGE_PORTS: {
    vietnamese: 'số cổng, cách nhau bằng dấu phẩy',
    english: 'port numbers, separated by commas',
  },
  EXCHANGE_CA_FILE: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  EXCHANGE_REQUESTS_PER_MINUTE: {
    vietnamese: 'số từ 1 đến 1000000',
    english: 'a number from 1 to 1000000',
  },
  ATTACHMENT_MB: { vietnamese: 'số từ 1 đến 1024', english: 'a number from 1 to 1024' },
  AXIS_URL: { vietnamese: 'địa chỉ http:// hoặc https://', english: 'an address with http:// or https://' },
  AXIS_FILE: { vietnamese: 'đường dẫn tệp', english: 'the path of a file' },
  CLAMD_ADDRESS: {
    vietnamese: 'máy:cổng hoặc đường dẫn socket của clamd',
    english: 'host:port or the path of the socket of clamd',
  },
  CRL_DIR: { vietnamese: 'đường dẫn thư mục', english: 'the path of a folder' },
  AUTHORITY_PROXY: { vietnamese: 'địa chỉ http:// hoặc https://', english: 'an address with http:// or https://' },
  LOG_LEVEL: { vietnamese: logLevels.join(', '), english: logLevels.join(', ') },
  DEMO: { vietnamese: '0 hoặc 1', english: '0 or 1' },
  DEMO_PROVINCE: { vietnamese: demoProvinces.join(' hoặc '), english: demoProvinces.join(' or ') },
};

export type Role = Variables['ROLE'];

/** Where the database is: an existing replica set, or the embedded `mongod`. */
export type DatabaseConfig =
  | { readonly kind: 'external'; readonly uri: string; readonly database: string }
  | {
      readonly kind: 'embedded';
      readonly binary: string | undefined;
      readonly cacheMegabytes: number | undefined;
      readonly database: string;
    };

/** How this deployment runs, parsed once at the start; folders are absolute. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** The address people use, when it is not simply host and port. */
  readonly publicUrl: URL | undefined;
  /** How many proxies in front are believed about the client's address. */
  readonly trustProxy: number;
  /** The certificate and key by which the server ends TLS itself; else whoever stands in front does. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** How long `/readyz` says no before a stop refuses connections. */
  readonly stopDelayMs: number;
  readonly role: Role;
  readonly storageFolder: string;
  readonly keysFolder: string;
  /** Where the indexes of the search lie, each process's own or shared on one machine. */
  readonly indexFolder: string;
  /** Where scanners of agencies lay their files, in a folder each; nothing is watched without it. */
  readonly inboxFolder: string | undefined;
  readonly toolsFolder: string;
  readonly database: DatabaseConfig;
  readonly sessionSecretFile: string;
  /** Addresses of timestamp authorities (RFC 3161), asked in this order. */
  readonly timestampAuthorities: readonly string[];
  /** How this deployment learns of revoked certificates; `authorityProxy` leads to timestamp authorities too. */
  readonly revocation: {
    readonly policy: Variables['REVOCATION'];
    readonly hosts: readonly string[];
    readonly networks: readonly string[];
    readonly crlFolder: string | undefined;
  };
  /** Where other deployments may be reached, beside public addresses at port 443, and how often each of them may ask. */
  readonly exchange: {
    readonly networks: readonly string[];
    readonly ports: readonly number[];
    /** Certificates (PEM) of authorities that are believed beside those that Node brings. */
    readonly authorityFile: string | undefined;
    readonly requestsPerMinute: number;
  };
  /** How long a file beside a document may be, sent by people and by other agencies. */
  readonly attachmentBytes: number;
  /** The national document axis, and the file that says with which accounts; nothing without them. */
  readonly axis: { readonly url: string; readonly file: string } | undefined;
  /** Where the malware scanner listens that sees what arrives. */
  readonly scanner: string | undefined;
  readonly authorityProxy: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** Whether an empty store becomes the demo province. */
  readonly demo: boolean;
  /** Which of the invented provinces it becomes. */
  readonly demoProvince: (typeof demoProvinces)[number];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the configuration; relative folders start at `workingFolder`. Refuses a wrong value in one sentence that names it. */
export function parseConfig(environment: Environment, workingFolder: string, sourceFolder = workingFolder): Config {
  const given = Object.fromEntries(variableNames.map((name) => [name, environment[name]]).filter(([, text]) => text));
  const result = variables.safeParse(given);
  if (!result.success) throw wrongValue(result.error, environment);
  const values = result.data;
  const folder = (name: string) => resolve(workingFolder, name);
  const storageFolder = folder(values.STORAGE_DIR);
  const keysFolder = values.KEYS_DIR ? folder(values.KEYS_DIR) : join(storageFolder, 'keys');
  const production = values.NODE_ENV === 'production';
  const config: Config = {
    production,
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ? new URL(values.PUBLIC_URL) : undefined,
    trustProxy: values.TRUST_PROXY,
    tls: tlsOf(values, folder),
    stopDelayMs: values.STOP_DELAY_SECONDS * 1_000,
    role: values.ROLE,
    storageFolder,
    keysFolder,
    indexFolder: values.INDEX_DIR ? folder(values.INDEX_DIR) : join(storageFolder, 'search'),
    inboxFolder: values.INBOX_DIR ? folder(values.INBOX_DIR) : undefined,
    // What runs in production, or as built, writes nowhere but into its storage.
    toolsFolder: values.TOOLS_DIR
      ? folder(values.TOOLS_DIR)
      : join(production || isBuilt ? storageFolder : join(sourceFolder, 'storage'), 'tools', 'mongod'),
    database: databaseOf(values, folder),
    sessionSecretFile: values.SESSION_SECRET_FILE
      ? folder(values.SESSION_SECRET_FILE)
      : join(keysFolder, 'session.secret'),
    timestampAuthorities: values.TSA_URLS,
    revocation: {
      policy: values.REVOCATION,
      hosts: values.REVOCATION_HOSTS,
      networks: values.REVOCATION_NETWORKS,
      crlFolder: values.CRL_DIR ? folder(values.CRL_DIR) : undefined,
    },
    exchange: {
      networks: values.EXCHANGE_NETWORKS,
      ports: values.EXCHANGE_PORTS.map(Number),
      authorityFile: values.EXCHANGE_CA_FILE ? folder(values.EXCHANGE_CA_FILE) : undefined,
      requestsPerMinute: values.EXCHANGE_REQUESTS_PER_MINUTE,
    },
    attachmentBytes: values.ATTACHMENT_MB * 1024 ** 2,
    axis: values.AXIS_URL && values.AXIS_FILE ? { url: values.AXIS_URL, file: folder(values.AXIS_FILE) } : undefined,
    scanner: values.CLAMD_ADDRESS,
    authorityProxy: values.AUTHORITY_PROXY,
    logLevel: values.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    demo: values.DEMO ?? (!production && values.MONGODB_URI === undefined && values.PUBLIC_URL === undefined),
    demoProvince: values.DEMO_PROVINCE,
  };
  refuseContradictions(config);
  if ((values.AXIS_URL === undefined) !== (values.AXIS_FILE === undefined)) throw halfAnAxis();
  if ((values.TLS_CERTIFICATE_FILE === undefined) !== (values.TLS_KEY_FILE === undefined)) throw halfACertificate();
  return config;
}

function tlsOf({ TLS_CERTIFICATE_FILE: certificate, TLS_KEY_FILE: key }: Variables, folder: (name: string) => string) {
  return certificate && key ? { certificate: folder(certificate), key: folder(key) } : undefined;
}

function databaseOf(values: Variables, folder: (name: string) => string): DatabaseConfig {
  const database = values.MONGODB_DATABASE;
  if (values.MONGODB_URI !== undefined) return { kind: 'external', uri: values.MONGODB_URI, database };
  const binary = values.MONGOD_BINARY ? folder(values.MONGOD_BINARY) : undefined;
  return { kind: 'embedded', binary, cacheMegabytes: values.MONGOD_CACHE_MB, database };
}

/** The database as a person recognises it, without what signs in to it. */
export function describeDatabase(database: DatabaseConfig): string {
  if (database.kind === 'embedded') return `${database.database} (mongod nhúng)`;
  const hosts = /^mongodb(?:\+srv)?:\/\/(?:.*@)?([^/?@]+)/.exec(database.uri)?.[1] ?? '?';
  return `${database.database} (${hosts})`;
}

function wrongValue(error: z.ZodError, environment: Environment): StartUpFailure {
  const name =
    variableNames.find((variable) => error.issues.some(({ path: [first] }) => first === variable)) ?? 'NODE_ENV';
  // An address may carry a password: it is not repeated.
  const given = (environment[name] ?? '').slice(0, 60);
  const value = name === 'MONGODB_URI' || given.includes('@') ? '…' : given;
  return new StartUpFailure(
    `${name}=${value} không hợp lệ: cần ${expected[name].vietnamese}; xem docs/configuration.md.`,
    `${name}=${value} is not valid: it takes ${expected[name].english}; see docs/configuration.md.`,
  );
}

function halfAnAxis(): StartUpFailure {
  return new StartUpFailure(
    'AXIS_URL và AXIS_FILE đi cùng nhau: hãy đặt cả hai để nối với trục liên thông, hoặc bỏ cả hai.',
    'AXIS_URL and AXIS_FILE go together: set both to connect with the document axis, or neither.',
  );
}

function halfACertificate(): StartUpFailure {
  return new StartUpFailure(
    'TLS_CERTIFICATE_FILE và TLS_KEY_FILE đi cùng nhau: hãy đặt cả hai để máy chủ tự dùng chứng thư TLS, hoặc bỏ cả hai.',
    'TLS_CERTIFICATE_FILE and TLS_KEY_FILE go together: set both to end TLS in the server itself, or neither.',
  );
}

function refuseContradictions(config: Config): void {
  const { production, role, database, demo, publicUrl } = config;
  if (role !== 'all' && database.kind === 'embedded') {
    throw new StartUpFailure(
      `ROLE=${role} cần MONGODB_URI, vì MongoDB nhúng chỉ phục vụ một tiến trình: hãy đặt MONGODB_URI hoặc dùng ROLE=all.`,
      `ROLE=${role} needs MONGODB_URI, since the embedded MongoDB serves one process: set it or use ROLE=all.`,
    );
  }
  if (production && demo) {
    throw new StartUpFailure(
      'NODE_ENV=production không nhận dữ liệu trình diễn: hãy bỏ DEMO=1.',
      'NODE_ENV=production refuses demo data: unset DEMO.',
    );
  }
  if (production && publicUrl === undefined) {
    throw new StartUpFailure(
      'NODE_ENV=production cần PUBLIC_URL: hãy đặt địa chỉ https:// mà mọi người dùng.',
      'NODE_ENV=production needs PUBLIC_URL: set the https:// address that people use.',
    );
  }
  if (publicUrl?.protocol === 'http:' && !isLoopback(publicUrl.hostname)) {
    throw new StartUpFailure(
      'PUBLIC_URL dùng http:// chỉ được với địa chỉ của chính máy này: hãy dùng https://.',
      'PUBLIC_URL may use http:// only for this machine itself: use https://.',
    );
  }
  if (config.tls && publicUrl?.protocol !== 'https:') {
    throw new StartUpFailure(
      'TLS_CERTIFICATE_FILE cần PUBLIC_URL=https://…: hãy đặt địa chỉ có trong chứng thư, hoặc bỏ TLS_CERTIFICATE_FILE và TLS_KEY_FILE.',
      'TLS_CERTIFICATE_FILE needs PUBLIC_URL=https://…: set the address that the certificate names, or unset both files.',
    );
  }
  if (!isLoopback(config.host) && publicUrl === undefined) {
    throw new StartUpFailure(
      `HOST=${config.host} mở cho máy khác nên cần PUBLIC_URL=https://…: hãy đặt nó, hoặc bỏ HOST.`,
      `HOST=${config.host} is open to other machines and needs PUBLIC_URL=https://…: set it, or unset HOST.`,
    );
  }
  if (production && isInside(config.keysFolder, config.storageFolder)) {
    throw new StartUpFailure(
      'NODE_ENV=production cần KEYS_DIR nằm ngoài STORAGE_DIR: hãy đặt KEYS_DIR.',
      'NODE_ENV=production needs a KEYS_DIR outside STORAGE_DIR: set KEYS_DIR.',
    );
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);
}

function isInside(folder: string, outer: string): boolean {
  const way = relative(outer, folder);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}
