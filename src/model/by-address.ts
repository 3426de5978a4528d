import type { Address } from './address.js';
import type { KindName } from './resource.js';

/**
 * Things by kind and address, since grants of two sorts may share an address. Both are looked up one after the other: making a
 * text of the two (`resourceKey`) for each look-up is what takes longest in a large account.
 */
export class ByAddress<T> {
  private readonly kinds = new Map<string, Map<Address, T>>();

  /** Of several at one address the last; `sort` says which kinds are one here. */
  static of<T extends { readonly kind: KindName; readonly address: Address }>(
    things: Iterable<T>,
    sort: (kind: KindName) => string = (kind) => kind,
  ): ByAddress<T> {
    const all = new ByAddress<T>();
    for (const thing of things) all.set(sort(thing.kind), thing.address, thing);
    return all;
  }

  get(kind: string, address: Address): T | undefined {
    return this.kinds.get(kind)?.get(address);
  }

  has(kind: string, address: Address): boolean {
    return this.kinds.get(kind)?.has(address) === true;
  }

  set(kind: string, address: Address, thing: T): void {
    const own = this.kinds.get(kind);
    if (own === undefined) this.kinds.set(kind, new Map([[address, thing]]));
    else own.set(address, thing);
  }
}
