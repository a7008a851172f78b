/** Something that the person who starts Yagura must mend. Its message is one line and is printed alone; the exit code is 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
