import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sayHappenings } from '../../client/text/happenings.ts';
import type { Happenings } from '../../client/ui/feature.ts';

const features = join(import.meta.dirname, '../../client/features');

/** What all features say of their events and of their work, as a page has it before it opens; without their pages and icons. */
export async function allHappenings(): Promise<readonly Happenings[]> {
  const files = readdirSync(features, { recursive: true }).map(String);
  const said = files.filter((file) => /^[^/\\]+[/\\]words\.ts$/.test(file));
  const happenings: Happenings[] = await Promise.all(said.map((file) => import(join(features, file))));
  for (const one of happenings) sayHappenings(one);
  return happenings;
}
