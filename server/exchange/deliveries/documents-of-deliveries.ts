import mongoose from 'mongoose';
import { dayInVietnam } from '../../platform/calendar.ts';
import type { Filter } from '../../platform/database/filter.ts';
import { findSome } from '../../platform/database/store.ts';
import { deliveries } from '../store.ts';
import type { Delivery } from './delivery.ts';

/** What is issued reaches its recipients on that day (NĐ 30/2020 Điều 18.1). */
export const dueDay = (createdAt: Date): string => dayInVietnam(createdAt);

/** The documents of some deliveries. */
export async function documentsIn(filter: Filter<Delivery>): Promise<string[]> {
  const asked: Record<string, unknown> = filter;
  return (await deliveries.model.distinct('documentId', asked).exec()).map(String);
}

/** By when those of some deliveries that are of these documents were due, by document: the earliest counts. */
export async function termsIn(filter: Filter<Delivery>, documentIds: readonly string[]): Promise<Map<string, string>> {
  const asked: Record<string, unknown> = { ...filter, documentId: mongoose.trusted({ $in: [...documentIds] }) };
  const found = await findSome(deliveries, ['documentId', 'createdAt'], asked, { sort: { createdAt: -1 } });
  // The earliest stands last, and is what a map keeps.
  return new Map(found.map(({ documentId, createdAt }) => [documentId, dueDay(createdAt)]));
}
