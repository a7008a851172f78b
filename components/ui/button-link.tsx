import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { buttonLook, type ButtonIntent, type ControlSize } from './control-look';
import { cx } from './cx';

interface Props extends ComponentProps<typeof Link> { intent?: ButtonIntent; size?: ControlSize; icon?: ReactNode }

/** Goes to a place, looks like a button. */
export function ButtonLink({ intent = 'neutral', size = 'md', icon, className, children, ...rest }: Props) {
  return (
    <Link {...rest} className={cx(buttonLook(intent, size, false), size === 'sm' ? 'px-2' : 'px-3', className)}>
      {icon}
      {children}
    </Link>
  );
}
