/** An edit that can't be made safely, and the place in the file that stands in the way. Caught by `editYaml`. */
export class Unsafe extends Error {
  constructor(
    /** In UTF-16 units from the start of the file. */
    readonly offset: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
