/** Whether a listed key is good by its status. Those that are asked for are (contract §7); some servers send others too. */
export function isActiveKey({ status }: { readonly status?: unknown }): boolean {
  return typeof status !== 'string' || status.toUpperCase() === 'ACTIVE';
}
