const ends: (() => Promise<void>)[] = [];

/** Has something that the whole run shares ended after its last test. */
export function atEnd(end: () => Promise<void>): void {
  ends.push(end);
}

/** Ends all of it, what began last first. */
export async function endAll(): Promise<void> {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
}
