import type { CommandRun } from '../report/next-command.js';
import type { AnyCommand } from './commander.js';

/** `given`: the flags of a command, and of the one above it where both have them. */
export function commandRun(command: AnyCommand, given: CommandRun['given']): CommandRun {
  const ancestry: AnyCommand[] = [];
  for (let at: AnyCommand | null = command; at !== null; at = at.parent) ancestry.unshift(at);
  const [program = command, ...path] = ancestry;
  return {
    verb: path.map((one) => one.name()).join(' '),
    args: command.args,
    given,
    flagsOf(verb) {
      const found = commandsOf(program).find(([name]) => name === verb && verb !== '')?.[1];
      return found && new Map(found.options.map((option) => [option.attributeName(), option]));
    },
  };
}

/** The command and those below it, each with its full name without that of the program. */
export function commandsOf(command: AnyCommand, name = ''): readonly (readonly [name: string, command: AnyCommand])[] {
  return [
    [name, command] as const,
    ...command.commands.flatMap((one) => commandsOf(one, `${name} ${one.name()}`.trimStart())),
  ];
}
