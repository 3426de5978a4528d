import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { shellWord } from '../model/shell-word.js';
import type { Connection } from '../remote/port.js';

/** Refuses to touch any other account than the files' `target` names. */
export function wrongTarget({ target, locate }: DesiredState, { profile, host }: Connection): readonly Diagnostic[] {
  if (target === undefined) return [];
  const refuse = (field: 'profile' | 'host', wanted: string, found: string, hint: string): Diagnostic => ({
    code: 'wrong-target',
    severity: 'error',
    message: `these files are for the ${field} ${JSON.stringify(wanted)}, but ${found}; nothing was read or changed.`,
    span: locate({ file: target.source.file, path: [...target.source.path, field] }, 'value'),
    hint,
  });
  const problems: Diagnostic[] = [];
  if (target.profile !== undefined && target.profile !== profile) {
    const found =
      profile === undefined
        ? 'no ax profile is in use (the key comes from ARIZE_API_KEY)'
        : `the active one is ${JSON.stringify(profile)}`;
    problems.push(
      refuse(
        'profile',
        target.profile,
        found,
        `add \`--profile ${shellWord(target.profile)}\`, run \`ax profiles use ${shellWord(target.profile)}\`, or change \`target.profile\``,
      ),
    );
  }
  if (target.host !== undefined && target.host.toLowerCase() !== host.toLowerCase()) {
    problems.push(
      refuse(
        'host',
        target.host,
        `ax talks to ${JSON.stringify(host)}`,
        'use a profile that points there, or change `target.host`',
      ),
    );
  }
  return problems;
}
