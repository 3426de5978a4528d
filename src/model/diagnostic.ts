import type { DiagnosticCode } from './diagnostic-code.js';
import type { Span } from './source.js';

/** A second place that explains a diagnostic, e.g. where a conflicting value was first given. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** Something wrong (or worth knowing) in what the user gave us. A value, never thrown. */
export interface Diagnostic {
  /** Stable and searchable: docs/errors.md has each of them. */
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  /** One sentence: what is wrong and why it matters. */
  readonly message: string;
  /** Where; absent only if no file is involved. */
  readonly span?: Span;
  readonly related?: readonly RelatedPlace[];
  /** How to fix it: a suggestion ("did you mean"), or the exact next command. */
  readonly hint?: string;
}

/** By file and place. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...diagnostics].sort(
    (a, b) =>
      order(a.span?.file ?? '', b.span?.file ?? '') ||
      (a.span?.start.line ?? 0) - (b.span?.start.line ?? 0) ||
      (a.span?.start.column ?? 0) - (b.span?.start.column ?? 0) ||
      order(a.code, b.code) ||
      order(a.message, b.message),
  );
}
