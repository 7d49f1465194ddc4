import './help.css';
import { Switch } from 'antd';
import { useId } from 'react';
import { useLanguage, useText } from '../../text/language.ts';
import { usePreference } from '../../text/preference.ts';
import { singleKeys } from '../../ui/keys/keyboard.ts';
import { Page, PageHeader } from '../../ui/layout/page.tsx';
import { placesWithKey } from '../features.ts';
import { appText } from '../text.ts';
import { helpText } from './help-text.ts';

type Words = keyof (typeof helpText)['vi']['keyWords'];
type Group = keyof (typeof helpText)['vi']['keyGroups'];

/** The keyboard map. */
const map: readonly { readonly group: Group; readonly keys: readonly (readonly [Words, ...string[]])[] }[] = [
  {
    group: 'rows',
    keys: [
      ['move', '↑', '↓'],
      ['open', 'Enter'],
      ['back', 'Esc'],
      ['next', 'T'],
      ['new', 'N'],
      ['choose', 'X', 'Shift X'],
      ['chooseAll', 'Ctrl A'],
    ],
  },
  {
    group: 'document',
    keys: [
      ['directive', 'B'],
      ['sign', 'K'],
      ['tab', 'V', 'Shift V'],
      ['history', 'L'],
      ['pageDown', 'Space'],
      ['findInPages', 'Ctrl F'],
      ['print', 'Ctrl P'],
      ['pane', 'F6'],
    ],
  },
  {
    // By the menu.
    group: 'go',
    keys: [],
  },
  {
    group: 'everywhere',
    keys: [
      ['search', '/'],
      ['searchPage', 'Ctrl K'],
      ['map', '?'],
      ['confirm', 'Ctrl Enter'],
    ],
  },
];

/** How to work here: the main job in five steps, and the keyboard map with its switch. */
export function HelpPage() {
  const text = useText(helpText);
  const { help } = useText(appText);
  const on = usePreference(singleKeys) === 'on';
  const id = useId();
  const language = useLanguage();
  const keyInWords = ([words, ...names]: readonly [Words, ...string[]]): readonly [string, ...string[]] => [
    text.keyWords[words],
    ...names,
  ];
  const going = placesWithKey.map(({ words, key }): readonly [string, ...string[]] => [
    words[language].toLocaleLowerCase(language),
    'G',
    key.toUpperCase(),
  ]);
  return (
    <Page header={<PageHeader title={help} />}>
      <div className="help">
        <section>
          <h2>{text.helpStart}</h2>
          <ol className="help-steps">
            {text.helpSteps.map((step, index) => (
              <li key={step.title}>
                <span className="count accent" aria-hidden="true">
                  {index + 1}
                </span>
                <div>
                  <h3>{step.title}</h3>
                  <p className="small second">{step.note}</p>
                </div>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h2>{text.keysTitle}</h2>
          <p className="small second">{text.keysNote}</p>
          <div className="flex gap-8 help-switch">
            <Switch id={id} checked={on} onChange={(next) => singleKeys.set(next ? 'on' : 'off')} />
            <label htmlFor={id}>{text.keysOn}</label>
          </div>
          <div className="help-keys">
            {map.map(({ group, keys }) => (
              <div key={group}>
                <h3>{text.keyGroups[group]}</h3>
                <dl>
                  {(group === 'go' ? going : keys.map(keyInWords)).map(([words, ...names]) => (
                    <div key={words}>
                      <dt>
                        {names.map((name) => (
                          <kbd key={name}>{name}</kbd>
                        ))}
                      </dt>
                      <dd>{words}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            ))}
          </div>
        </section>
      </div>
    </Page>
  );
}
