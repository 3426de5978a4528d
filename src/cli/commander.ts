import type * as typed from '@commander-js/extra-typings';
import * as plain from 'commander';

/*
 * Commander, whose commands know the types of their flags and arguments. Only the types come from the other package: its
 * classes are these.
 */

export const { Command, Option, InvalidArgumentError } = plain as unknown as typeof typed;

/** What a command that declares no flags yet has. */
type None = ReturnType<typeof typed.createCommand> extends typed.Command<[], infer Flags> ? Flags : never;

export type Command<
  Args extends unknown[] = [],
  Flags extends OptionValues = None,
  Shared extends OptionValues = None,
> = typed.Command<Args, Flags, Shared>;
export type AnyCommand = typed.CommandUnknownOpts;
export type Option = typed.Option;
export type OptionValues = typed.OptionValues;
