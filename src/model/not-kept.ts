import { resourceKey } from './resource.js';
import type { JournalEntry, LeftField } from './journal.js';

/** Puts together which fields the last run that wrote them found otherwise. */
export class NotKept {
  private readonly fields = new Map<string, readonly string[]>();

  take(entry: JournalEntry): void {
    if (entry.type === 'step-done') this.fields.delete(resourceKey(entry));
    if (entry.type !== 'run-ended') return;
    for (const { kind, address, field } of entry.left ?? []) {
      const subject = resourceKey({ kind, address });
      this.fields.set(subject, [...(this.fields.get(subject) ?? []), field]);
    }
  }

  state(): ReadonlySet<string> {
    return new Set([...this.fields].flatMap(([subject, fields]) => fields.map((field) => `${subject} ${field}`)));
  }
}

/** As the state has it. */
export function keyOfField({ kind, address, field }: LeftField): string {
  return `${kind} ${address} ${field}`;
}
