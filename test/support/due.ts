import { type DueItem, statisticsContract } from '../../server/statistics/contract.ts';
import { ask } from './ask.ts';
import type { Agent } from './identity.ts';

/** What is to be done in a position, whatever its section. */
export async function dueFor(agent: Agent): Promise<DueItem[]> {
  const { now, overdue, today, fresh } = await ask(agent, statisticsContract.dueWork);
  return [...now, ...overdue, ...today, ...fresh];
}
