import { events, type Variant } from './set-up';

/** Files by hand, with the product's own command. */
export function sendCommand(path: string): Variant {
  return { id: 'send', label: 'yagura send', notes: ['resend'], text: ({ url, token }) => `npx yagura send ${path} --url ${url} --token ${token}` };
}

/** Files by hand, with what is on every machine. */
export function curlCommand(path: string): Variant {
  return {
    id: 'curl', label: 'curl', notes: ['resend'],
    text: (target) => `curl --fail-with-body --retry 10 --retry-all-errors \\
  -H "Authorization: Bearer ${target.token}" \\
  --data-binary @${path} \\
  "${events(target)}"`,
  };
}
