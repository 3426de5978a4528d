/** Whether the login is not shown a list: a server may say so with 403, or as if there were none, with 404 (contract §9). */
export function isNotShown({ kind }: { readonly kind: string }): boolean {
  return kind === 'forbidden' || kind === 'not-found';
}
