/** Text that takes the place of a stretch of a file; an empty stretch is an insertion. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The file with all of them made. They must not overlap; insertions at one place keep their order. */
export function withSplices(text: string, splices: readonly Splice[]): string {
  const inOrder = [...splices].sort((a, b) => a.from - b.from || a.to - b.to);
  const parts: string[] = [];
  let done = 0;
  for (const { from, to, text: put } of inOrder) {
    if (from < done) throw new RangeError(`two changes of a file meet at offset ${String(from)}`);
    parts.push(text.slice(done, from), put);
    done = to;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** Where the line with this offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line begins, or the end of the file. An offset at the start of a line is the end of the one before. */
export function afterLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
