import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PositionView } from '../../../server/identity/contract.ts';
import type { IncomingView } from '../../../server/registry/incoming/contract.ts';
import { type DirectiveView, routingContract } from '../../../server/routing/contract.ts';
import { useAct } from '../../api/act.ts';
import { api } from '../../api/client.ts';
import { queryOf } from '../../api/query-client.ts';
import { useSession } from '../../api/session.ts';
import { today } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { Notice } from '../../ui/feedback/notices.tsx';
import { showToast } from '../../ui/feedback/toast.tsx';
import { type Form, useForm } from '../../ui/forms/form.ts';
import { FormField } from '../../ui/forms/form-field.tsx';
import { PanelForm } from '../../ui/forms/panel-form.tsx';
import { PeoplePicker, PersonPicker } from '../../ui/forms/pickers.tsx';
import { TextArea } from '../../ui/forms/text-area.tsx';
import { useKeptForm } from '../../ui/forms/use-kept.ts';
import { DueChips } from './due-chips.tsx';
import { choiceOf, headMeant, usePositions } from './positions.ts';
import { routingText } from './text.ts';

const routing = api(routingContract);
const { body } = routingContract.giveDirective;
const MOST_CHIPS = 6;

interface Values {
  readonly text: string;
  readonly mainPositionId: string | null;
  readonly coHandlerPositionIds: readonly string[];
  readonly forInformationPositionIds: readonly string[];
  readonly dueOn: string | null;
}

interface DirectiveFormProps {
  readonly document: IncomingView;
  /** A leader’s directive, a clerk’s passing straight on, a unit head’s passing on within the unit. */
  readonly kind: 'but-phe' | 'chuyen' | 'giao';
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Loads what the form starts with: the clerk’s proposal and the templates. */
export function DirectiveForm(props: DirectiveFormProps) {
  const handling = useQuery(queryOf(routingContract, 'getHandling', { params: { documentId: props.document.id } }));
  const templates = useQuery({ ...queryOf(routingContract, 'listTemplates'), staleTime: 300_000 });
  const positions = usePositions();
  const own = useSession()?.position;
  if (!handling.data || !templates.data || positions.loading) return null;
  const proposal = handling.data.directives.findLast(({ kind, text }) => kind === 'presented' && text !== '');
  const choices =
    props.kind === 'giao'
      ? positions.handlers.filter(({ id, unitId }) => unitId === own?.unitId && id !== own?.id)
      : positions.handlers;
  const given = handling.data.directives.findLast(({ kind }) => kind === 'directive');
  return (
    <Fields
      {...props}
      proposal={props.kind === 'but-phe' ? proposal : undefined}
      dueOn={given?.dueOn ?? props.document.dueOn}
      templates={templates.data.map(({ text }) => text)}
      handlers={choices}
      quick={props.kind === 'giao' ? choices : positions.heads}
    />
  );
}

interface FieldsProps extends DirectiveFormProps {
  readonly proposal: DirectiveView | undefined;
  /** The deadline so far. */
  readonly dueOn: string | null;
  readonly templates: readonly string[];
  readonly handlers: readonly PositionView[];
  /** Those who are one touch away. */
  readonly quick: readonly PositionView[];
}

/** A directive (*bút phê*): its words, one main handler, others beside, a deadline and how it is counted. */
function Fields({ proposal, dueOn, templates, handlers, quick, ...props }: FieldsProps) {
  const { document, kind, onDone, onCancel } = props;
  const { directive: text, forUnit } = useText(routingText);
  const kept = useKeptForm('but-phe', `${document.id} ${kind}`);
  const act = useAct(
    (input: ReturnType<typeof body.parse>, idempotencyKey) =>
      routing.giveDirective({ params: { documentId: document.id }, body: input, idempotencyKey }),
    {
      kept,
      onDone: (_, { mainPositionId }) => {
        showToast({ words: text.done(handlers.find(({ id }) => id === mainPositionId)?.fullName ?? '') });
        onDone();
      },
    },
  );
  const agreed = proposal && text.agreed(proposal.text);
  const meant = kind === 'giao' ? null : (headMeant(quick, document.forUnit)?.id ?? null);
  const [initial] = useState<Values>(() => ({
    text: agreed ?? templates[0] ?? '',
    mainPositionId: proposal ? namedIn(proposal.text, handlers) : meant,
    coHandlerPositionIds: [],
    forInformationPositionIds: [],
    dueOn: dueOn !== null && dueOn >= today() ? dueOn : null,
  }));
  const form = useForm<Values, typeof body>(initial, body, act.problem, kept);
  const { values, set, error } = form;
  const submit = (): void => {
    const checked = form.check();
    if (checked) act.run(checked);
  };
  const title = kind === 'giao' ? text.reassignTitle : kind === 'chuyen' ? text.forwardTitle : text.title;
  return (
    <PanelForm title={title} submit={text.submit} kept={kept} act={act} onSubmit={submit} onCancel={onCancel}>
      {proposal && (
        <Notice tone="accent" title={text.proposal(proposal.givenBy.name)}>
          {proposal.text}
        </Notice>
      )}
      {document.forUnit !== null && <p className="small second">{forUnit(document.forUnit)}</p>}
      <Words form={form} agreed={agreed} templates={templates} />
      <Handlers form={form} kind={kind} handlers={handlers} quick={quick} />
      <DueChips
        value={values.dueOn}
        error={error('dueOn')}
        documentDueOn={document.dueOn}
        onChange={(day) => set('dueOn', day)}
      />
    </PanelForm>
  );
}

type DirectiveFields = Form<Values, ReturnType<typeof body.parse>>;

/** What the directive says, by a template or in own words. */
function Words({
  form: { values, set, error },
  agreed,
  templates,
}: {
  readonly form: DirectiveFields;
  readonly agreed: string | undefined;
  readonly templates: readonly string[];
}) {
  const text = useText(routingText).directive;
  return (
    <>
      <fieldset className="chip-row" aria-label={text.templates}>
        {[...(agreed === undefined ? [] : [agreed]), ...templates].map((words) => (
          <button
            key={words}
            type="button"
            className="chip"
            aria-pressed={values.text === words}
            onClick={() => set('text', words)}
          >
            {words === agreed ? text.agree : firstWords(words)}
          </button>
        ))}
      </fieldset>
      <FormField label={text.text} error={error('text')} required>
        {(control) => (
          <TextArea
            {...control}
            lines={[2, 8]}
            count={{ max: 2000 }}
            value={values.text}
            onChange={(event) => set('text', event.target.value)}
          />
        )}
      </FormField>
    </>
  );
}

interface HandlersProps {
  readonly form: DirectiveFields;
  readonly kind: DirectiveFormProps['kind'];
  readonly handlers: readonly PositionView[];
  readonly quick: readonly PositionView[];
}

/** Who handles it, who helps and who is told: nobody twice. */
function Handlers({ form, kind, handlers, quick }: HandlersProps) {
  const text = useText(routingText).directive;
  const { values, set, error } = form;
  const free = (own: readonly string[]) =>
    handlers.filter(({ id }) => own.includes(id) || !chosen(values).includes(id)).map(choiceOf);
  return (
    <>
      <div className="column gap-8">
        <FormField
          label={
            <>
              {text.main} <span className="third">– {text.mainHint}</span>
            </>
          }
          error={error('mainPositionId')}
          required
        >
          {(control) => (
            <PersonPicker
              control={control}
              choices={free(values.mainPositionId === null ? [] : [values.mainPositionId])}
              value={values.mainPositionId}
              onChange={(id) => set('mainPositionId', id)}
            />
          )}
        </FormField>
        <QuickHandlers form={form} kind={kind} quick={quick} />
      </div>
      {(['coHandler', 'forInformation'] as const).map((part) => (
        <FormField key={part} label={text[labelOf[part]]} error={error(`${part}PositionIds`)}>
          {(control) => (
            <PeoplePicker
              control={control}
              choices={free(values[`${part}PositionIds`])}
              value={values[`${part}PositionIds`]}
              onChange={(ids) => set(`${part}PositionIds`, ids)}
            />
          )}
        </FormField>
      ))}
    </>
  );
}

const labelOf = { coHandler: 'coHandlers', forInformation: 'forInformation' } as const;

/** Those who are one touch away from being the main handler. */
function QuickHandlers({ form: { values, setAll }, kind, quick }: Omit<HandlersProps, 'handlers'>) {
  const text = useText(routingText).directive;
  const choose = (chosenId: string): void => {
    const others = (ids: readonly string[]) => ids.filter((id) => id !== chosenId);
    setAll({
      ...values,
      mainPositionId: chosenId,
      coHandlerPositionIds: others(values.coHandlerPositionIds),
      forInformationPositionIds: others(values.forInformationPositionIds),
    });
  };
  return (
    <fieldset className="chip-row" aria-label={text.main}>
      {quick.slice(0, MOST_CHIPS).map(({ id, fullName, unitName }) => (
        <button
          key={id}
          type="button"
          className="chip"
          aria-pressed={values.mainPositionId === id}
          onClick={() => choose(id)}
        >
          {kind === 'giao' || unitName === null ? fullName : `${unitName} · ${fullName}`}
        </button>
      ))}
    </fieldset>
  );
}

function chosen(values: Values): readonly string[] {
  const { mainPositionId, coHandlerPositionIds, forInformationPositionIds } = values;
  return [...(mainPositionId === null ? [] : [mainPositionId]), ...coHandlerPositionIds, ...forInformationPositionIds];
}

/** The one handler a proposal names; nobody when it names none or several. */
function namedIn(proposal: string, handlers: readonly PositionView[]): string | null {
  const named = handlers.filter(({ fullName }) => proposal.includes(fullName));
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

const CHIP_WORDS = 6;

/** A template by its beginning. */
function firstWords(template: string): string {
  const words = template.split(' ');
  const beginning = words
    .slice(0, CHIP_WORDS)
    .join(' ')
    .replace(/[,.;:]$/, '');
  return words.length > CHIP_WORDS ? `${beginning}…` : beginning;
}
