/** One object out of the parts that the kinds have of it. */
export function merged<Part extends object>(parts: readonly Part[]): Whole<Part> {
  return Object.assign({}, ...parts) as Whole<Part>;
}

/** All that is in any of them. */
type Whole<Part> = (Part extends unknown ? (part: Part) => void : never) extends (whole: infer All) => void
  ? All
  : never;
