'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import { Mark } from './mark';
import { isCurrent, NAV, type NavItem } from './nav';

const SECTIONS = ['detect', 'manage'] as const;

function Entry({ item, current }: { item: NavItem; current: boolean }) {
  const t = useTranslations('shell.nav');
  const Icon = item.icon;
  return (
    <li>
      <Link href={item.href} aria-current={current ? 'page' : undefined} title={`${t(item.id)} (g ${item.key})`}
        className={cx('focus-inset relative flex min-h-8 items-center gap-2.5 py-1 pr-2 pl-5', current ? 'bg-surface-selected text-content' : 'text-content-secondary hover:bg-surface-hover hover:text-content')}>
        {current && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-surface-accent-strong" />}
        <Icon aria-hidden size={15} strokeWidth={1.5} className={cx('shrink-0', current && 'text-content-accent')} />
        <span className="max-lg:sr-only">{t(item.id)}</span>
      </Link>
    </li>
  );
}

/** The places of the console, always in sight; icons alone on a narrow screen. */
export function SideNav() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  return (
    <nav aria-label={t('navigation')} data-print="hide" className="flex w-nav shrink-0 flex-col border-r border-stroke bg-surface-sunken max-lg:w-14">
      <Link href="/" className="focus-inset flex h-header items-center gap-2.5 border-b border-stroke px-5 text-content">
        <Mark />
        <span className="text-lg font-medium tracking-tight max-lg:sr-only">Yagura</span>
      </Link>
      {SECTIONS.map((section) => (
        <div key={section} className="pt-4">
          <h2 className="label-caps px-5 pb-1 max-lg:sr-only">{t(`sections.${section}`)}</h2>
          <ul>{NAV.filter((item) => item.section === section).map((item) => <Entry key={item.id} item={item} current={isCurrent(pathname, item.href)} />)}</ul>
        </div>
      ))}
    </nav>
  );
}
