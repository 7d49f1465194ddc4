/** One state of a delivery on its line. */
export interface DeliveryStep {
  readonly code: string;
  /** The words of the code, for who cannot see the line. */
  readonly words: string;
  readonly state: 'done' | 'current' | 'refused' | 'open';
}

/** The states 01-03-04-05-06 of one delivery: done green, current solid, refused red; words stand beside it. */
export function DeliveryLine({ steps }: { readonly steps: readonly DeliveryStep[] }) {
  return (
    <ol className="delivery">
      {steps.map((step) => (
        <li
          key={step.code}
          className={step.state}
          title={step.words}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span aria-hidden="true">{step.code}</span>
          <span className="unseen">{step.words}</span>
        </li>
      ))}
    </ol>
  );
}
