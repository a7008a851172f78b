import { createApiKeyFor } from './api-key';

export interface V3Answer { status: number; headers: Headers; body: Record<string, unknown> }

type Route = (request: Request, segment: { params: Promise<Record<string, never>> }) => Promise<Response>;

/** A caller of the public API with a key of this role in this tenant. */
export async function v3Client(tenantId: number, role: string) {
  const key = await createApiKeyFor(tenantId, role);
  return async (route: Route, path: string, headers: Record<string, string> = {}): Promise<V3Answer> => {
    const url = path.startsWith('http') ? path : `http://localhost:3000${path}`;
    const response = await route(new Request(url, { headers: { authorization: `Bearer ${key}`, ...headers } }), { params: Promise.resolve({}) });
    return { status: response.status, headers: response.headers, body: await response.json() as Record<string, unknown> };
  };
}
