/** A block of the administrator's page that is to be followed: commands of a shell, or of the database's. */
export interface Block {
  readonly kind: 'sh' | 'js';
  /** The heading it stands under. */
  readonly under: string;
  readonly text: string;
}

/** The blocks marked `follow`, in the order of the page. */
export function blocksToFollow(page: string): Block[] {
  const blocks: Block[] = [];
  let [under, open] = ['', undefined as { kind: string; lines: string[] } | undefined];
  for (const line of page.split('\n')) {
    if (open) {
      if (line !== '```') open.lines.push(line);
      else {
        const kind = /^(sh|js) follow$/.exec(open.kind)?.[1];
        if (kind === 'sh' || kind === 'js') blocks.push({ kind, under, text: open.lines.join('\n') });
        open = undefined;
      }
    } else if (line.startsWith('```')) open = { kind: line.slice(3), lines: [] };
    else under = /^#+ (.+)$/.exec(line)?.[1] ?? under;
  }
  return blocks;
}
