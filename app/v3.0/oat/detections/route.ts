import { listOatItems } from '@/lib/public-api/list-oat-items';
import { readPageQuery } from '@/lib/public-api/page-token';
import { v3Route } from '@/lib/public-api/v3-route';

export const GET = v3Route(async (request, ctx) => Response.json(await listOatItems(ctx, readPageQuery(request), '/v3.0/oat/detections')));
