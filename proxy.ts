import { NextResponse, type NextRequest } from 'next/server';
import { PATH_HEADER } from '@/lib/users/path-header';

/**
 * Tells each page its own address, so that a sign-in on the way leads back to it. Ingest and API never pass here, at no address of theirs: what passes is
 * buffered and cut at ten megabytes.
 */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!api/|v3\\.0/|_|services/|v1/|(?:[^/]+/){1,2}_bulk).*)'] };
