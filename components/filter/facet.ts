import type { ReactNode } from 'react';

export interface FacetValue { value: string; label?: string; count: number; mark?: ReactNode }
export interface Facet {
  key: string;
  label: string;
  values: readonly FacetValue[];
  /** Values that exist but are not counted here. */
  leftOut?: number;
}
