import pino from 'pino';

/** Levels of `LOG_LEVEL`. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What never reaches the log, wherever it stands in the logged object. */
const secrets = ['password', 'pin', 'token', 'secret', 'authorization', 'cookie', '["set-cookie"]'];

/** The one log of the process: JSON lines on standard output, secrets blanked. */
export const log = pino({
  level: 'warn',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [...secrets, ...secrets.flatMap((name) => deeper(name))],
    censor: '[redacted]',
  },
});

/** Sets what is worth a line from now on. */
export function setLogLevel(level: LogLevel): void {
  log.level = level;
}

function deeper(name: string): string[] {
  const step = name.startsWith('[') ? name : `.${name}`;
  return [`*${step}`, `*.*${step}`];
}
