#!/usr/bin/env node
// The part of GitLab's glab that the example calls, on a file ($FAKE_GITLAB) in the place of GitLab. What it does not know
// it refuses.
import { readFileSync, writeFileSync } from 'node:fs';

const state = JSON.parse(readFileSync(process.env.FAKE_GITLAB, 'utf8'));
const [group, ...args] = process.argv.slice(2);
const flag = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const method = flag('--method') ?? 'GET';
const path = args.find((arg) => !arg.startsWith('-') && arg !== method && arg !== flag('--field')) ?? '';
const [route = '', query = ''] = path.split('?');
if (group !== 'api') refuse();

if (method === 'GET' && route === 'user') answer({ id: 1 });
else if (method === 'GET' && route === 'projects/42/deployments' && query.includes('status=success'))
  answer(state.deployments.slice(-1));
else if (method === 'GET' && route === 'projects/42/merge_requests/7/notes') answer(state.notes);
else if (method === 'POST' && route === 'projects/42/merge_requests/7/notes')
  state.notes.push({ id: state.notes.length + 1, author: { id: 1 }, body: body() });
else if (method === 'PUT' && /^projects\/42\/merge_requests\/7\/notes\/\d+$/.test(route))
  state.notes.find(({ id }) => id === Number(route.split('/').at(-1))).body = body();
else refuse();
writeFileSync(process.env.FAKE_GITLAB, JSON.stringify(state));

function body() {
  return readFileSync(flag('--field').replace('body=@', ''), 'utf8');
}
function answer(value) {
  process.stdout.write(JSON.stringify(value));
}
function refuse() {
  console.error(`fake glab: unknown call: ${process.argv.slice(2).join(' ')}`);
  process.exit(1);
}
