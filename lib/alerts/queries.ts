import type { AlertFilterInput } from './model';

/** The Workbench's URL as a filter: `?status=open&severity=high&endpoint=pc-1&text=…&sort=-score&cursor=…`. The same reading on server and client. */
export function readAlertQuery(params: URLSearchParams): AlertFilterInput {
  const one = (name: string) => params.get(name) ?? undefined;
  return {
    status: params.getAll('status') as AlertFilterInput['status'], severity: params.getAll('severity') as AlertFilterInput['severity'],
    endpoint: one('endpoint'), text: one('text'), owner: one('owner'), from: one('from'), to: one('to'), target: one('target') as AlertFilterInput['target'],
    sort: one('sort')?.replace(/^-/, '') as AlertFilterInput['sort'], cursor: one('cursor'), limit: one('limit'),
  };
}

/** One key for server prefetch and client hook. */
export const alertKeys = {
  list: (params: URLSearchParams) => ['alerts', 'list', params.toString()] as const,
  detail: (id: string) => ['alerts', 'detail', id] as const,
};
