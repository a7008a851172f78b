import { cx } from './cx';

export type ButtonIntent = 'neutral' | 'primary' | 'danger' | 'ghost';
export type ControlSize = 'md' | 'sm';

const INTENTS: Readonly<Record<ButtonIntent, string>> = {
  neutral: 'border-stroke bg-surface-raised text-content hover:bg-surface-hover active:bg-surface-pressed',
  primary: 'border-transparent bg-surface-accent-strong text-content-inverse hover:bg-surface-accent-strong-hover',
  danger: 'border-transparent bg-surface-negative-strong text-content-inverse hover:bg-surface-negative-strong-hover',
  ghost: 'border-transparent text-content-secondary hover:bg-surface-hover hover:text-content active:bg-surface-pressed',
};
const OFF = 'border-stroke bg-surface-sunken text-content-tertiary';
const OFF_GHOST = 'border-transparent text-content-disabled';

/** The look that buttons and links-as-buttons share. */
export function buttonLook(intent: ButtonIntent, size: ControlSize, off: boolean): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors',
    size === 'sm' ? 'h-control-sm text-sm' : 'h-control text-md',
    off ? cx('cursor-not-allowed', intent === 'ghost' ? OFF_GHOST : OFF) : INTENTS[intent],
  );
}

export const INPUT_LOOK =
  'w-full min-w-0 rounded-md border border-stroke-strong bg-surface px-2 text-md text-content disabled:bg-surface-sunken disabled:text-content-tertiary aria-invalid:border-content-negative';
