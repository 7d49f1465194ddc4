import { usePreference } from '../../text/preference.ts';
import { singleKeys } from './keyboard.ts';

/** The key of a button or an act, shown small; hidden when single-key shortcuts are switched off. */
export function KeyHint({ keys, words }: { readonly keys: readonly string[]; readonly words?: string }) {
  const on = usePreference(singleKeys) === 'on';
  if (!on && keys.every((key) => key.length === 1)) return null;
  return (
    <span className="keys" aria-hidden={words === undefined}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {words !== undefined && ` ${words}`}
    </span>
  );
}
