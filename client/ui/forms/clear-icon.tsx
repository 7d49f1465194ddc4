import { CloseCircleFilled } from '@ant-design/icons';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';

/** The cross that empties a field: `allowClear={{ clearIcon: <ClearIcon /> }}`; the library’s own has no name or an English one. */
export function ClearIcon() {
  return <CloseCircleFilled aria-hidden={false} role="img" aria-label={useText(uiText).clearField} />;
}
