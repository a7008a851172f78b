/** Posts to a door that answers with a status only; false when it refused or could not be reached. */
export async function postJson(path: string, body: unknown): Promise<boolean> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin' });
    return response.ok;
  } catch {
    // fetch throws only when there is no answer at all: the same to the person as a refusal.
    return false;
  }
}
