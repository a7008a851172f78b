import { AppWindow, Cog, FileText, Globe, KeyRound, Laptop, Network, User, type LucideIcon } from 'lucide-react';
import type { NodeKind } from '@/lib/engine/correlate/types';

export const NODE_ICONS: Readonly<Record<NodeKind, LucideIcon>> = {
  endpoint: Laptop, account: User, process: AppWindow, file: FileText, address: Network, domain: Globe, service: Cog, registry: KeyRound,
};

/** Outline by kind: people are round, machines have a strong frame, places outside are sunken. */
export const NODE_SHAPES: Readonly<Record<NodeKind, string>> = {
  endpoint: 'rounded-md border-2 border-stroke-strong bg-surface-raised', account: 'rounded-full border border-stroke-strong bg-surface-raised',
  process: 'rounded-md border border-stroke-strong bg-surface-raised', file: 'rounded-sm border border-dashed border-stroke-strong bg-surface-raised',
  address: 'rounded-sm border border-stroke-strong bg-surface-sunken', domain: 'rounded-sm border border-stroke-strong bg-surface-sunken',
  service: 'rounded-sm border border-dashed border-stroke-strong bg-surface-raised', registry: 'rounded-sm border border-dashed border-stroke-strong bg-surface-raised',
};
