'use client';
import { createContext, useContext, type ReactNode } from 'react';

const RightsContext = createContext<ReadonlySet<string>>(new Set());

/** What the signed-in person may do, as `object:action`; for what is shown only: the server decides anew. */
export function RightsProvider({ rights, children }: { rights: readonly string[]; children: ReactNode }) {
  return <RightsContext value={new Set(rights)}>{children}</RightsContext>;
}

export function useRight(right: string): boolean {
  return useContext(RightsContext).has(right);
}
