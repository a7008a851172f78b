import { handleAuth } from '@/lib/users/handle-auth';

export const POST = handleAuth;
