/** Set by proxy.ts on every page request: pages do not know their own address, which the way back from sign-in needs. */
export const PATH_HEADER = 'x-yagura-path';
