/** The parts in which the agencies of the directory are listed: how the address says it, and the server. */
export const partsOfList = [
  { name: 'tat-ca', part: undefined, counted: 'all' },
  { name: 'cho-dong-y', part: 'waiting', counted: 'waiting' },
  { name: 'o-day', part: 'here', counted: 'here' },
  { name: 'noi-khac', part: 'elsewhere', counted: 'elsewhere' },
  { name: 'chua-co', part: 'none', counted: 'none' },
] as const;

export type PartOfList = (typeof partsOfList)[number];
