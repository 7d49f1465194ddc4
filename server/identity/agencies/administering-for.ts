import type { Actor } from '../../platform/actor.ts';
import { readAll } from '../../platform/database/store.ts';
import { notFound } from '../../platform/errors.ts';
import { isGranted } from '../grants-in-use.ts';
import { listPositions } from '../queries.ts';
import { agencies } from '../store.ts';

/** From so many administrators on an agency decides about its people alone: one gives, another agrees. */
const ENOUGH_ADMINISTRATORS = 2;

/**
 * The administrator as they act for that agency; what they do stands in its log. Besides their own they set up those their agency added to
 * the directory, until these have two administrators of their own. Any other agency is not found.
 */
export async function administeringFor(actor: Actor, agencyId = actor.agencyId): Promise<Actor> {
  if (agencyId === actor.agencyId) return actor;
  const administers = isGranted(actor.roles, 'identity.administer');
  if (!administers || !(await agenciesToSetUp(actor)).includes(agencyId)) throw notFound();
  return { ...actor, agencyId, unitId: undefined };
}

/** The agencies that the administrator's own added, and that cannot yet look after themselves. */
export async function agenciesToSetUp({ agencyId }: Actor): Promise<string[]> {
  const added = await readAll(agencies, { addedBy: agencyId, active: true });
  const counted = await Promise.all(
    added.map(async ({ id }) => {
      const held = (await listPositions(id)).filter(({ roles }) => roles.includes('administrator'));
      return { id, administrators: new Set(held.map(({ personId }) => personId)).size };
    }),
  );
  return counted.filter(({ administrators }) => administrators < ENOUGH_ADMINISTRATORS).map(({ id }) => id);
}
