import type { Dice } from './dice.ts';

/** PDF syntax nobody would write: values of odd types and sizes that refer to anything, themselves included. */
export function oddValue(dice: Dice, numbers: readonly number[], depth = 0): string {
  const inner = (): string => oddValue(dice, numbers, depth + 1);
  const several = (most: number): string[] => Array.from({ length: dice.below(most) }, inner);
  const simple: readonly (() => string)[] = [
    () => `${dice.pick(numbers)} 0 R`,
    () => `${dice.oddNumber(100_000)} ${dice.oddNumber(70_000)} R`,
    () => String(dice.oddNumber(1_000)),
    () => dice.pick(['-1', '0.0000001', '-.5', '+-3', '1e5', '--7', '9'.repeat(400), '4.', '.']),
    () => dice.pick(['null', 'true', 'false', '/', '/Sig', '/Tx', '/A#00B', `/${'x'.repeat(300)}`]),
    () => dice.pick(['()', '(a.b)', '(\\377\\376a)', '<FEFF00>', '<EFBBBFC0>', '<>', '<0>', `(${'('.repeat(50)}`]),
  ];
  if (depth > 3 || dice.oneIn(2)) return dice.pick(simple)();
  if (dice.oneIn(8)) return nested(dice, inner());
  if (dice.oneIn(2)) return `[${several(6).join(' ')}]`;
  const entries = several(5).map((value) => `/${dice.pick(oddKeys)} ${value}`);
  return `<<${entries.join(' ')}>>`;
}

/** Keys by which forms, pages, signatures and fonts hang together. */
export const oddKeys = [
  ...['T', 'FT', 'V', 'Kids', 'Parent', 'Ff', 'F', 'DA', 'DR', 'Q', 'AP', 'AS', 'MK', 'Rect', 'P', 'Lock', 'SV', 'Opt'],
  ...['Type', 'Subtype', 'SubFilter', 'Filter', 'ByteRange', 'Contents', 'Reference', 'M', 'Annots', 'Fields', 'N'],
  ...[
    'Widths',
    'W',
    'FirstChar',
    'Font',
    'Resources',
    'Length',
    'SigFlags',
    'NeedAppearances',
    'DSS',
    'Perms',
    'Count',
  ],
];

function nested(dice: Dice, value: string): string {
  const depth = dice.oddNumber(120) % 3_000;
  return dice.oneIn(2)
    ? `${'['.repeat(depth)}${value}${']'.repeat(depth)}`
    : `${'<</Kids '.repeat(depth)}${value}${'>>'.repeat(depth)}`;
}
