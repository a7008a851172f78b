'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Density, Theme } from '../i18n/preferences';
import { ConfirmProvider } from '../ui/confirm';
import { ToastProvider } from '../ui/toast';
import { TooltipProvider } from '../ui/tooltip';
import { ApiError } from './api';
import { AppearanceProvider } from './appearance';
import { CommandsProvider } from './commands';

const STALE_MS = 15_000;
const RETRIES_MAX = 2;

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // What the server refuses will be refused again; only failures and lost connections are worth another try.
        retry: (failures, error) => failures < RETRIES_MAX && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
        refetchOnWindowFocus: true,
        placeholderData: (before: unknown) => before,
      },
    },
  });
}

/** All that a page may count on: queries, toasts, confirmations, tooltips, commands, appearance. Mounted once, in the root layout. */
export function Providers({ theme, density, children }: { theme: Theme; density: Density; children: ReactNode }) {
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={client}>
      <AppearanceProvider theme={theme} density={density}>
        <TooltipProvider>
          <ToastProvider>
            <ConfirmProvider>
              <CommandsProvider>{children}</CommandsProvider>
            </ConfirmProvider>
          </ToastProvider>
        </TooltipProvider>
      </AppearanceProvider>
    </QueryClientProvider>
  );
}
