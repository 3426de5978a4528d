/** Why a journal can't be used, and what to do about it. */
export class JournalProblem extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
