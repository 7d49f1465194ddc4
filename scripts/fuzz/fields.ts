import { isDictionary } from '../../server/pdf-signatures/pdf/reader/pdf-objects.ts';
import { appendUpdate, aTarget, type Target, type Update, withKeys } from '../../test/support/attacks/pdf-bytes.ts';
import type { Mutation } from './damage.ts';
import type { Dice } from './dice.ts';
import { oddKeys, oddValue } from './pdf-text.ts';

/** Form fields in an update: trees that loop, names and types of all kinds, values that lead anywhere, deep nesting. */
export function oddFields(dice: Dice, file: Buffer): Mutation {
  const target = aTarget(file);
  const objects: Record<number, string> = {};
  const count = 1 + dice.below(dice.oneIn(20) ? 300 : 6);
  const fresh = Array.from({ length: count }, (_, index) => target.size + index);
  const known = [...target.view.numbers()];
  const numbers = [...fresh, ...known];
  for (const number of fresh) objects[number] = aField(dice, numbers);
  const held = dice.pick([target.form, target.page, target.root, target.field('number'), target.field('seal')]);
  const changes = 1 + dice.below(3);
  for (let change = 0; change < changes; change += 1) {
    const number = dice.oneIn(3) ? dice.pick(known) : held;
    objects[number] = rewritten(dice, target, number, numbers);
  }
  if (!dice.oneIn(3)) {
    const fields = [...fresh, target.field('leader')].map((number) => `${number} 0 R`);
    objects[target.form] = withKeys(formOf(target), { Fields: `[${fields.join(' ')} ${oddValue(dice, numbers)}]` });
  }
  const update: Update = { objects, ...(dice.oneIn(6) ? { freed: [dice.pick(known)] } : {}) };
  return { what: `an update of objects ${Object.keys(objects).join(' ')}`, bytes: appendUpdate(file, update) };
}

const formOf = (target: Target) => target.dictionary(target.form);

function aField(dice: Dice, numbers: readonly number[]): string {
  const entries: Record<string, string> = {
    T: dice.oneIn(3) ? oddValue(dice, numbers) : dice.pick(['(leader)', '(number)', '(a)', '(b)', '(a.b)']),
    FT: dice.oneIn(4) ? oddValue(dice, numbers) : dice.pick(['/Sig', '/Tx', '/Btn', '/Ch']),
    Type: '/Annot',
    Subtype: '/Widget',
    Rect: dice.oneIn(3) ? oddValue(dice, numbers) : '[0 0 10 10]',
  };
  const more = dice.below(5);
  for (let index = 0; index < more; index += 1) entries[dice.pick(oddKeys)] = oddValue(dice, numbers);
  if (dice.oneIn(2)) {
    const kids = Array.from({ length: 1 + dice.below(4) }, () => `${dice.pick(numbers)} 0 R`);
    entries.Kids = `[${kids.join(' ')}]`;
  }
  return `<<${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')}>>`;
}

/** An object of the file with some keys odd; a stream, which cannot be written back, becomes something else. */
function rewritten(dice: Dice, target: Target, number: number, numbers: readonly number[]): string {
  const value = target.view.object(number);
  if (!isDictionary(value) || dice.oneIn(10)) return oddValue(dice, numbers);
  const keys = dice.oneIn(2) && value.entries.size > 0 ? [...value.entries.keys()] : oddKeys;
  const change = dice.oneIn(5) ? undefined : oddValue(dice, numbers);
  return withKeys(value, { [dice.pick(keys)]: change });
}
