/**
 * The same function, of up to three arguments, without making the last answer again: what is in one place follows each other
 * in every list, and each asks the same of it. No list of the arguments is made to ask.
 */
export function lastKept<Key extends [unknown?, unknown?, unknown?], Made>(
  make: (...key: Key) => Made,
): (...key: Key) => Made {
  let last: { readonly key: Key; readonly made: Made } | undefined;
  const kept = (first?: unknown, second?: unknown, third?: unknown): Made => {
    if (last?.key[0] !== first || last?.key[1] !== second || last?.key[2] !== third || last === undefined) {
      const key = [first, second, third] as unknown as Key;
      last = { key, made: make(...key) };
    }
    return last.made;
  };
  return kept;
}
