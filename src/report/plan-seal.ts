import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';

/** A plan as it is saved. What is only shown goes without: the hash takes as long as all of its text. */
export function sealed<Document extends { readonly created_at: string }>(
  document: Document,
): Document & { readonly document_digest: string } {
  return { ...document, document_digest: sealOf(document) };
}

/**
 * A hash of all that a saved plan says but when it was made, so that nobody is shown an edited one as if it had been
 * planned. The digests of a plan stand for its steps alone.
 */
export function sealOf(document: { readonly created_at: string; readonly document_digest?: string }): string {
  const { created_at: _at, document_digest: _seal, ...said } = document;
  return `sha256:${createHash('sha256').update(stringify(said)).digest('hex')}`;
}
