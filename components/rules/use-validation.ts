'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Validation } from '@/lib/rules/model';
import { validateText } from './rules-api';

const DELAY_MS = 350;

/** What the server makes of the text a moment after the last key; the last answer stays until the next one is there. */
export function useValidation(text: string): { validation: Validation | undefined; checking: boolean; error: Error | null } {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), DELAY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, isFetching, error } = useQuery({
    queryKey: ['rules', 'validation', settled], queryFn: () => validateText(settled), enabled: settled !== '', staleTime: 60_000, gcTime: 60_000, refetchOnWindowFocus: false, placeholderData: keepPreviousData, retry: false,
  });
  return { validation: data, checking: isFetching || settled !== text, error };
}
