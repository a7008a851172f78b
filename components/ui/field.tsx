'use client';
import { useId, type ReactNode } from 'react';

interface FieldIds { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined; required: boolean | undefined }

interface Props {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Spread what it is given on the control: it ties label, hint and error to it. */
  children: (ids: FieldIds) => ReactNode;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, required, children }: Props) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const failed = error !== undefined && error !== null && error !== '';
  const describedBy = [failed ? `${id}-error` : undefined, hintId].filter((part) => part !== undefined).join(' ');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-content-secondary">
        {label}
        {required === true && <span aria-hidden className="ml-1 text-content-negative">*</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy === '' ? undefined : describedBy, 'aria-invalid': failed || undefined, required })}
      {failed && <p id={`${id}-error`} role="alert" className="text-sm text-content-negative">{error}</p>}
      {hintId !== undefined && <p id={hintId} className="text-sm text-content-tertiary">{hint}</p>}
    </div>
  );
}
