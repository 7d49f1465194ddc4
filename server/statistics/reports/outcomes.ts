/** How far documents may have come, each in one way: what a report counts, in the order of its columns. */
export const outcomes = {
  incoming: ['done-in-time', 'done-late', 'open-in-time', 'open-late', 'ended'],
  outgoing: ['issued-in-time', 'issued-late', 'unissued', 'recalled', 'voided'],
} as const;

/** Whose handling a report is of. */
export type ReportKind = keyof typeof outcomes;
export type IncomingOutcome = (typeof outcomes.incoming)[number];
export type OutgoingOutcome = (typeof outcomes.outgoing)[number];
export type Outcome = IncomingOutcome | OutgoingOutcome;
