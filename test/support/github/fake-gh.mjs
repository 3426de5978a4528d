#!/usr/bin/env node
// The part of GitHub's gh that the example workflows call, on a file ($FAKE_GH_STATE) in the place of GitHub. What it does
// not know it refuses. `--jq` is not evaluated: what each call asks for is known.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.FAKE_GH_STATE;
const state = JSON.parse(readFileSync(file, 'utf8'));
const args = process.argv.slice(2);
const flag = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const [group, verb] = args;
if (!process.env.GH_TOKEN) refuse('no GH_TOKEN');

if (group === 'api') comments();
else if (`${group} ${verb}` === 'issue list') print(openIssue(flag('--label'))?.number ?? '');
else if (`${group} ${verb}` === 'issue create')
  state.issues.push({
    number: state.issues.length + 1,
    state: 'open',
    label: known(flag('--label')),
    title: flag('--title'),
    body: limited(readFileSync(flag('--body-file'), 'utf8')),
  });
else if (`${group} ${verb}` === 'issue edit')
  Object.assign(issue(args[2]), { title: flag('--title'), body: limited(readFileSync(flag('--body-file'), 'utf8')) });
else if (`${group} ${verb}` === 'issue close') Object.assign(issue(args[2]), { state: 'closed' });
else if (`${group} ${verb}` === 'label create') state.labels.push(args[2]);
else if (`${group} ${verb}` === 'run list')
  print(state.runs.filter(({ workflow }) => workflow === flag('--workflow')).at(-1)?.headSha ?? '');
else refuse(`unknown call: ${args.join(' ')}`);
writeFileSync(file, JSON.stringify(state, null, 2));

function comments() {
  const path = args.find((arg) => arg.startsWith('repos/')) ?? '';
  const body = () => limited(readFileSync((flag('-F') ?? '').replace('body=@', ''), 'utf8'));
  const id = /\/issues\/comments\/(\d+)$/.exec(path)?.[1];
  if (args.includes('--paginate')) {
    const marker = /startswith\("(.*?)"\)/.exec(flag('--jq') ?? '')?.[1] ?? refuse('no marker');
    print(
      state.comments
        .filter((one) => one.body.startsWith(marker))
        .map((one) => one.id)
        .join('\n'),
    );
  } else if (flag('--method') === 'PATCH' && id !== undefined) state.comments[Number(id) - 1].body = body();
  else if (flag('--method') === 'POST' && /\/issues\/\d+\/comments$/.test(path))
    state.comments.push({ id: state.comments.length + 1, body: body() });
  else refuse(`unknown call: ${args.join(' ')}`);
}

function openIssue(label) {
  return state.issues.find((one) => one.state === 'open' && one.label === label);
}
function issue(number) {
  return state.issues[Number(number) - 1] ?? refuse(`no issue ${number}`);
}
function known(label) {
  return state.labels.includes(label) ? label : refuse(`no label ${label}`);
}
function limited(body) {
  return body.length <= 65_536 && body.trim() !== '' ? body : refuse('the body is empty or too long');
}
function print(value) {
  if (value !== '') console.log(String(value));
}
function refuse(why) {
  console.error(`fake gh: ${why}`);
  process.exit(1);
}
