/** Tells the shell that the server no longer knows who this is; any fetch may find out first. */
const EXPIRED_EVENT = 'yagura:session-expired';

export function announceExpiredSession(): void {
  window.dispatchEvent(new Event(EXPIRED_EVENT));
}

export function onExpiredSession(listener: () => void): () => void {
  window.addEventListener(EXPIRED_EVENT, listener);
  return () => window.removeEventListener(EXPIRED_EVENT, listener);
}
