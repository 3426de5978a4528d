import { describe, expect, it } from 'vitest';
import { fileOf, filled, variableName } from '../../src/model/sink.js';

const subject = (name: string) => ({ name, address: `api-key/${name}` });

describe('the place of a secret', () => {
  it.each([
    ['team-alpha-traces', 'TEAM_ALPHA_TRACES'],
    ['  a  b.c ', 'A_B_C'],
    ['__x__', 'X'],
    ['1st key', 'KEY_1ST_KEY'],
    ['ключ', 'KEY_'],
    ['a9', 'A9'],
  ])('is, for %j, the variable %s', (name, variable) => {
    expect(variableName(name)).toBe(variable);
  });

  it.each([
    ['keys/{name}', 'traces', 'keys/traces'],
    ['keys/{address}.txt', 'traces', 'keys/api-key_traces.txt'],
    ['{name}/{name}', 'a', 'a/a'],
    ['keys/{name}', '../../etc/passwd', 'keys/.._.._etc_passwd'],
    ['keys/{name}', '..', 'keys/_'],
    ['keys/{name}', '.', 'keys/_'],
    ['keys/{name}', 'a..b', 'keys/a..b'],
    ['keys/{name}', '.env', 'keys/.env'],
    ['keys/{name}', 'x..', 'keys/x..'],
    ['keys/{name}', 'a\\b\0c', 'keys/a_b_c'],
  ])('is, of %s for %j, the file %s', (file, name, path) => {
    expect(fileOf({ file }, subject(name))).toBe(path);
    expect(fileOf({ envFile: file }, subject(name))).toBe(path);
  });

  it('keeps names as they are in the words of a program, and takes none of them for a pattern', () => {
    expect(filled('put {name} at {address}, {name}!', subject("a/$&'"))).toBe("put a/$&' at api-key/a/$&', a/$&'!");
  });
});
