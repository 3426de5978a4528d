/** Whether a listed key is good by its status. Those that are asked for are (contract §7); some servers send others too. */
export function isActiveKey({ status }: { readonly status?: unknown }): boolean {
  return typeof status !== 'string' || status.toUpperCase() === 'ACTIVE';
}

/** Whose listed user keys are: one's own alone are listed (contract §7), so whoever made them all. Not known where one does not say. */
export function ownerOf(creators: Iterable<unknown>): string | undefined {
  const [owner, ...others] = new Set(creators);
  return typeof owner === 'string' && others.length === 0 ? owner : undefined;
}
