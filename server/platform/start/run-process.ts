import { log } from '../log.ts';
import { explainFailure } from './explain-failure.ts';
import { Shutdown } from './shutdown.ts';

/** The whole stop must fit into this; after it the process ends by force. */
const stopPatienceMs = 28_000;

/**
 * Runs `start` as this process's work: SIGINT and SIGTERM end it in order, a failure to start is one sentence and exit code 1,
 * and an error that nobody caught ends it too, since the state behind it is unknown.
 */
export async function runProcess(start: (shutdown: Shutdown) => Promise<void>): Promise<void> {
  const shutdown = new Shutdown();
  const starting = start(shutdown);
  const end = async (exitCode: number): Promise<void> => {
    setTimeout(() => process.exit(exitCode || 1), stopPatienceMs).unref();
    await shutdown.run();
    // A start that is cut short may still finish its step and leave something to end.
    await starting.catch(() => undefined);
    await shutdown.run();
    process.exit(exitCode);
  };
  const stop = (): void => {
    // npm hands Ctrl-C on although the terminal sent it here as well: the second one means nothing new.
    if (shutdown.begun) return;
    console.error('Đang dừng… (stopping)');
    void end(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const crash = (error: unknown): void => {
    log.fatal({ err: error }, 'Nobody caught this error; the server stops');
    void end(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  try {
    await starting;
  } catch (error) {
    if (shutdown.begun) return;
    console.error(`✗ ${explainFailure(error).message}`);
    await end(1);
  }
}
