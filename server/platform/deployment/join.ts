import { DomainError } from '../errors.ts';
import type { PlaceName, Places } from './belonging.ts';
import { settleFolder } from './mark.ts';
import { lookAtPlaces, markDatabase, type Where } from './settle.ts';

/**
 * Marks a place as one of the deployment that the other two belong to: a folder that was lost and put back from a copy, or a database
 * put back without its mark. Refuses with `place-taken` what bears the mark of another deployment, so that nothing is taken from it.
 */
export async function joinPlace(config: Where, place: PlaceName): Promise<void> {
  const places = await lookAtPlaces(config);
  const id = idOfOthers(places, place);
  const { mark, where } = places[place];
  if (mark?.settled && mark.deployment !== id) {
    throw new DomainError('conflict', 'place-taken', `${where} thuộc một hệ thống khác; không ghi đè được`);
  }
  if (place === 'database') await markDatabase(id);
  else await settleFolder(place === 'storage' ? config.storageFolder : config.keysFolder, id);
}

/** The id that both other places bear; refuses when they bear none, or two. */
function idOfOthers(places: Places, place: PlaceName): string {
  const others = Object.values(places).filter(({ name }) => name !== place);
  const [one, other] = others.map(({ mark }) => mark?.deployment);
  if (one !== undefined && one === other) return one;
  const named = others.map(({ where }) => where).join(', ');
  throw new DomainError(
    'conflict',
    'others-differ',
    `${named} không cùng thuộc một hệ thống; hãy sửa hai nơi ấy trước`,
  );
}
