import Link from 'next/link';
import type { ReactNode } from 'react';
import type { AssetKind } from '@/lib/assets/model';
import { assetPath } from '@/lib/assets/queries';
import { cx } from '../ui/cx';

interface Props { kind: AssetKind; assetKey: string; children: ReactNode; label?: string; className?: string }

/** To the page of an endpoint or an account. */
export function AssetLink({ kind, assetKey, children, label, className }: Props) {
  return <Link href={assetPath(kind, assetKey)} prefetch={false} {...(label === undefined ? {} : { 'aria-label': label, title: label })} className={cx('focus-inset min-w-0 truncate text-content-accent underline-offset-2 hover:underline', className)}>{children}</Link>;
}
