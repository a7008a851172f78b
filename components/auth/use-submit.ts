'use client';
import { useState, type FormEvent } from 'react';
import { refusalOf, type Refusal } from './auth-api';

interface Submit { busy: boolean; refusal: Refusal | null; onSubmit: (event: FormEvent<HTMLFormElement>) => void }

/** One form, one request at a time. `work` reads the fields; after success the form stays busy, since the page is about to change. */
export function useSubmit(work: (fields: FormData) => Promise<void>): Submit {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = async (fields: FormData): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await work(fields);
    } catch (thrown) {
      setRefusal(refusalOf(thrown));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!busy) void run(new FormData(event.currentTarget));
  };
  return { busy, refusal, onSubmit };
}

/** A field's text; files, which no form here has, count as nothing. */
export function fieldText(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
