import 'server-only';
import { userExists } from './store';

/** Whether nobody can sign in yet. Open to every visitor: it says nothing that the first-run page does not. */
export async function isFirstRun(): Promise<boolean> {
  return !(await userExists());
}
