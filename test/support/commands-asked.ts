import mongoose from 'mongoose';

/** How often the database was asked for a command while something was done, by its own count; nobody else may use it meanwhile. */
export async function commandsAsked(command: 'aggregate' | 'update', act: () => Promise<unknown>): Promise<number> {
  const before = await totalOf(command);
  await act();
  return (await totalOf(command)) - before;
}

async function totalOf(command: string): Promise<number> {
  const { metrics } = await mongoose.connection.getClient().db('admin').command({ serverStatus: 1 });
  return Number(metrics.commands[command].total);
}
