import type { DueItem } from '../../../../server/statistics/contract.ts';
import { dueAct, dueLook } from '../../../ui/documents/due-looks.ts';

type Asked = Pick<DueItem, 'kind' | 'id' | 'documentId' | 'givenUp' | 'action'>;

/** The page a row opens; of what no page shows the row itself says what to do. */
export function pageOf(item: Omit<Asked, 'action'>): string | undefined {
  return dueLook(item.kind)?.page?.(item);
}

/** The page where its next action is done: of some acts one of their own. */
export function pageOfAction(item: Asked): string | undefined {
  return dueAct(item.action)?.page?.(item) ?? pageOf(item);
}

/** The act whose form is opened at once with the document. */
export function searchOfAction({ action }: Pick<DueItem, 'action'>): Readonly<Record<string, string>> {
  return dueAct(action)?.search ?? {};
}
