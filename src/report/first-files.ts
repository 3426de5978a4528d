import type { Beginning } from '../reconcile/init.js';
import { askLine } from './ask-line.js';
import { nextCommand, withFlags } from './next-command.js';
import { note, result } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';
import { tellExported } from './written.js';

/** Asks whether to write what is live with a login into a folder. */
export async function askToExport(
  { profile, apiUrl }: { readonly profile?: string; readonly apiUrl: string },
  folder: string,
  terminal: Terminal,
): Promise<boolean | 'interrupted'> {
  const whose = `${profile === undefined ? 'ARIZE_API_KEY' : `profile ${profile}`} at ${new URL(apiUrl).host}`;
  const question = `Found a login: ${clean(whose)}. Export what is live into ${folder}/? [Y/n] `;
  const reply = await askLine(question, terminal);
  if (reply.type === 'interrupted') return 'interrupted';
  return reply.type === 'line' && /^(?:y(?:es)?)?$/i.test(reply.text);
}

/** What was written to start with, and what is next. */
export function tellBeginning(written: Beginning, terminal: Terminal): void {
  switch (written.type) {
    case 'exported':
      tellExported(written.files, written.folder, terminal);
      tellWhatFollows(written.ignored, terminal);
      return;
    case 'workflows':
      tellWorkflows(written.files, written.placeholder, terminal);
      return;
    case 'starter':
      tellStarter(written.file, terminal);
  }
}

function tellWhatFollows(ignored: readonly string[], terminal: Terminal): void {
  if (ignored.length > 0) note(terminal, `Added ${ignored.join(' and ')} to .gitignore.`);
  note(
    terminal,
    `Next: ${nextCommand(terminal, 'plan')} (it should say that nothing is to change), then commit the files.`,
  );
}

function tellStarter(file: string, terminal: Terminal): void {
  result(terminal, `Wrote ${file}.`);
  const next =
    'Existing account? Run `ax-gitops export --split --out access` instead. Starting fresh? Add your users, then run `ax-gitops plan`.';
  note(terminal, withFlags(next, terminal));
}

/** `placeholder`: what stands in them for the action that they run, where that is not known. */
function tellWorkflows(files: readonly string[], placeholder: string | undefined, terminal: Terminal): void {
  result(terminal, `Wrote ${files.join(', ')}.`);
  if (placeholder !== undefined)
    note(
      terminal,
      `Next: in each workflow, replace ${placeholder} by the repository of ax-gitops and the commit of its release. It stands there once.`,
    );
  note(
    terminal,
    'Next: add the secrets ARIZE_API_KEY and ARIZE_API_KEY_READ, an environment access-snapshot for main alone with the secret ' +
      'ARIZE_API_KEY_SNAPSHOT, and an environment access-destructive with required reviewers.',
  );
}
