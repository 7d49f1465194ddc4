import { listUnits } from '../../identity/queries.ts';
import type { Actor } from '../../platform/actor.ts';
import { dayInVietnam } from '../../platform/calendar.ts';
import { currentTime } from '../../platform/clock.ts';
import type { ReportView } from '../contract.ts';
import { monthsOf, type Period, requireYearAtMost } from '../period.ts';
import { judgedDocuments } from './judged-documents.ts';
import { type Outcome, outcomes, type ReportKind } from './outcomes.ts';

/** Whose handling is asked for, and of which days. */
export interface AskedReport extends Period {
  readonly kind: ReportKind;
}

type Counts = Map<Outcome, number>;

/**
 * How the actor's agency has handled what was given numbers in a period – *báo cáo tình hình giải quyết văn bản* (NĐ 30/2020 Phụ lục VI) –, unit
 * by unit, as it stands today. Each number is in one column, voided ones too, so the columns add up to the numbers given. Refuses more than a year.
 */
export async function readReport(actor: Actor, { kind, ...period }: AskedReport): Promise<ReportView> {
  requireYearAtMost(period);
  const now = currentTime();
  const byUnit = new Map<string | null | undefined, Counts>();
  // A month at a time: a large agency has a hundred thousand documents a year.
  for (const month of monthsOf(period)) {
    for (const { unitId, outcome } of await judgedDocuments[kind](actor.agencyId, month, dayInVietnam(now))) {
      const counts: Counts = byUnit.get(unitId) ?? new Map();
      byUnit.set(unitId, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
    }
  }
  const units = await listUnits(actor.agencyId);
  const order = [...units.map(({ id }) => id), null, undefined].filter((unitId) => byUnit.has(unitId));
  const rows = order.map((unitId) => ({
    part: unitId === undefined ? ('unassigned' as const) : unitId === null ? ('no-unit' as const) : ('unit' as const),
    unitName: units.find(({ id }) => id === unitId)?.name ?? null,
    ...countsOf(kind, byUnit.get(unitId)),
  }));
  const columns: readonly Outcome[] = outcomes[kind];
  const total = columns.map((_, column) => sum(rows.map(({ counts }) => counts[column] ?? 0)));
  return {
    ...{ kind, ...period, at: now.toISOString(), outcomes: [...columns], rows },
    total: { given: sum(total), counts: total },
  };
}

function countsOf(kind: ReportKind, counts: Counts | undefined) {
  const columns: readonly Outcome[] = outcomes[kind];
  const numbers = columns.map((outcome) => counts?.get(outcome) ?? 0);
  return { given: sum(numbers), counts: numbers };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
