/** By how much a page is turned clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** A page as it is to stand in the file that is made: which of the pages that came, and how it lies. */
export interface Sheet {
  /** The first page is 1. */
  readonly page: number;
  readonly turn: Turn;
}

export type Order = readonly Sheet[];

/** An order, with those it was made of, the last one last. */
export interface History {
  readonly now: Order;
  readonly before: readonly Order[];
}

/** The pages of a file as they came. */
export function asTheyCame(pages: number): History {
  return { now: Array.from({ length: pages }, (_, at) => ({ page: at + 1, turn: 0 })), before: [] };
}

/** Goes on to another order, from which there is a way back. */
export function goOn({ now, before }: History, next: Order): History {
  return { now: next, before: [...before, now] };
}

/** The order before the last change. */
export function goBack({ now, before }: History): History {
  return { now: before.at(-1) ?? now, before: before.slice(0, -1) };
}

/** With one page in another place; what stood there moves on. */
export function moved(order: Order, from: number, to: number): Order {
  const sheet = order[from];
  if (!sheet || to < 0 || to >= order.length) return order;
  const others = order.filter((_, at) => at !== from);
  return [...others.slice(0, to), sheet, ...others.slice(to)];
}

const turns = [0, 90, 180, 270] as const satisfies readonly Turn[];

/** With one page turned clockwise by a quarter more. */
export function turnedAt(order: Order, at: number): Order {
  return order.map((sheet, index) =>
    index === at ? { ...sheet, turn: turns[(turns.indexOf(sheet.turn) + 1) % turns.length] ?? 0 } : sheet,
  );
}

/** Without some of the pages that came; a file has one page at least. */
export function without(order: Order, pages: readonly number[]): Order {
  const left = order.filter(({ page }) => !pages.includes(page));
  return left.length > 0 ? left : order;
}

/**
 * Fronts and backs sorted together, where a scanner took all fronts first and then, the stack turned over, the backs from the last to the first:
 * 1, 3, 5, 6, 4, 2 becomes 1, 2, 3, 4, 5, 6.
 */
export function bothSides(order: Order): Order {
  const half = Math.ceil(order.length / 2);
  const backs = order.slice(half).toReversed();
  return order.slice(0, half).flatMap((front, at) => [front, ...backs.slice(at, at + 1)]);
}

/** Whether anything is otherwise than it came. */
export function isChanged({ now }: History, pages: number): boolean {
  return now.length !== pages || now.some(({ page, turn }, at) => page !== at + 1 || turn !== 0);
}
