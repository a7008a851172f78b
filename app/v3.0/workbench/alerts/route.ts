import { CATALOGUES } from '@/components/i18n/messages';
import { messageReader } from '@/components/i18n/message-reader';
import { listAlertItems } from '@/lib/public-api/list-alert-items';
import { readPageQuery } from '@/lib/public-api/page-token';
import { v3Route } from '@/lib/public-api/v3-route';

const read = messageReader({ story: CATALOGUES.en.story }, 'en', 'UTC');

export const GET = v3Route(async (request, ctx) =>
  Response.json(await listAlertItems(ctx, readPageQuery(request), '/v3.0/workbench/alerts', (s) => read(`story.${s.key}`, s.params))));
