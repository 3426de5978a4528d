import type { JournalEntry } from '../model/journal.js';
import { NotKept } from '../model/not-kept.js';
import type { LeftOpen } from '../model/open-secret.js';
import { OpenSecrets } from '../model/open-secret.js';
import { Past } from '../kinds/past.js';
import type { PastGrants } from '../kinds/past.js';

/** What a journal says that matters to the next run on an account. */
export interface JournalState extends PastGrants {
  /** What earlier applies to it have left open. */
  readonly left: LeftOpen;
  /** Fields that the last run wrote and found otherwise: `KIND ADDRESS FIELD`. */
  readonly notKept: ReadonlySet<string>;
}

/** Takes in the entries of a journal, one after the other. One host serves many accounts, so the profile counts too. */
export class JournalReading {
  private readonly ownRuns = new Set<string>();
  private readonly secrets = new OpenSecrets();
  private readonly past = new Past();
  private readonly notKept = new NotKept();

  constructor(private readonly account: { readonly host: string; readonly profile?: string }) {}

  take(entry: JournalEntry): void {
    const { host, profile } = this.account;
    if (entry.type === 'run-started' && entry.host === host && entry.profile === profile) this.ownRuns.add(entry.run);
    if (!this.ownRuns.has(entry.run)) return;
    this.secrets.take(entry);
    this.past.take(entry);
    this.notKept.take(entry);
  }

  state(): JournalState {
    return { left: this.secrets.state(), notKept: this.notKept.state(), ...this.past.grants() };
  }
}
