import type { ComparedAccess } from '../../model/access.js';
import type { Visibility } from '../../model/visibility.js';
import { loginTitle } from '../../model/visibility.js';
import { isOf } from '../access-compare.js';
import type { ShownAccess } from '../access-formats.js';
import { accessNotes } from '../access-formats.js';
import { count } from '../layout.js';
import { nextCommand } from '../next-command.js';
import type { Terminal } from '../terminal.js';
import type { AccessPage } from './access-html.js';
import { accessToHtml } from './access-html.js';

/** Whose account a page is of, when, seen by whom, and made from which files. */
export interface PageFacts {
  readonly content: Omit<AccessPage, 'title' | 'head' | 'changes' | 'notes'> & { readonly grantsCount: number };
  readonly profile?: string;
  readonly login: Visibility['login'];
  /** What stands for exactly the text of the files. */
  readonly files?: { readonly count: number; readonly hash: string; readonly areBroken: boolean };
  readonly overTime?: {
    readonly steps: readonly {
      readonly since: string | undefined;
      readonly changes: readonly ComparedAccess[];
      readonly doubtful: number;
    }[];
    readonly hosts: readonly string[];
  };
}

/** The page for an auditor: whose account, when, seen by whom, and what. */
export function accessPage(
  shown: ShownAccess,
  { content: { grantsCount, ...content }, profile, login, files, overTime }: PageFacts,
  terminal: Terminal,
): string {
  const { host, takenAt } = shown.read.connection;
  const notes = [
    ...accessNotes(shown, terminal),
    ...(overTime === undefined ? [] : overTimeNotes(overTime)),
    ...(files?.areBroken === true ? [brokenFiles(terminal)] : []),
    ...(content.isFolded === true ? ['each grant is shown at the outermost place where it counts'] : []),
  ];
  return accessToHtml({
    ...content,
    title: `Access to ${host}`,
    head: [
      ['Account', profile === undefined ? host : `${host} (profile ${profile})`],
      [takenAt === undefined ? 'Read' : 'Snapshot taken', takenAt ?? terminal.now().toISOString()],
      ['Seen by', login === undefined ? 'a login that could not be determined' : loginTitle(login)],
      ['Files', files === undefined ? 'none read' : `${count(files.count, 'file')}, sha256:${files.hash.slice(0, 16)}`],
      ['Made with', `ax-gitops ${terminal.version}`],
      ['Grants', String(grantsCount)],
    ],
    changes: overTime === undefined ? [] : changesOf(overTime),
    notes,
  });
}

type OverTime = NonNullable<PageFacts['overTime']>;

/** How many people and places gained or lost something. */
function changesOf({ steps }: OverTime): NonNullable<AccessPage['changes']> {
  const size = (changes: readonly ComparedAccess[], side: 'gained' | 'lost') =>
    changes.filter((change) => isOf(change, side)).length;
  return steps.map(({ since, changes }) => ({
    name: `since ${since?.slice(0, 10) ?? 'then'}`,
    gained: size(changes, 'gained'),
    lost: size(changes, 'lost'),
  }));
}

function overTimeNotes({ steps, hosts }: OverTime): readonly string[] {
  const doubtful = steps.reduce((sum, step) => sum + step.doubtful, 0);
  return [
    ...(hosts.length > 1 ? [`the snapshots are of more than one host: ${hosts.join(', ')}`] : []),
    ...(doubtful > 0
      ? [
          `the chart of changes leaves out ${count(doubtful, 'change')}, where one of the two moments was not fully seen`,
        ]
      : []),
  ];
}

/** Files that nobody named are no reason to show nothing; that they could not be used is said. */
function brokenFiles(terminal: Terminal): string {
  return `the files here have errors, so groups, ends and reasons of grants are not shown: ${nextCommand(terminal, 'validate')}`;
}
