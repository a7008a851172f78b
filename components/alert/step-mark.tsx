import { cx } from '../ui/cx';
import { circledNumber } from './circled-number';

/** The number of a step, the same sign wherever the step is meant. */
export function StepMark({ number, selected = false }: { number: number; selected?: boolean }) {
  return <span aria-hidden className={cx('inline-block w-5 shrink-0 text-center text-lg leading-5', selected ? 'text-content-accent' : 'text-content-secondary')}>{circledNumber(number)}</span>;
}
