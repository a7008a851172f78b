import { v3Route } from '@/lib/public-api/v3-route';

export const GET = v3Route(async () => Response.json({ status: 'available' }));
