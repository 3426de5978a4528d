import { make } from './dom.js';
import { people, places, roles } from './model.js';
import { linkTo } from './route.js';

/** Makes the names in the summary lead to their pages; it says all that it says without them too. */
export function linkNames(): void {
  const ofRoles = new Map(roles.map(({ name }) => [name, linkTo('roles', name)] as const));
  const ofOthers = new Map([
    ...places.map(({ title, address }) => [title, linkTo('places', address)] as const),
    ...people.map(({ email }) => [email, linkTo('people', email)] as const),
  ]);
  for (const item of document.querySelectorAll('#summary li')) {
    const text = item.textContent;
    // Words such as `member` are counted in other lists, and are names of several roles.
    const links = item.parentElement?.ariaLabel === 'Custom roles' ? ofRoles : ofOthers;
    // `NAME`, or `NAME: what there is to say of it`.
    const name = [text, text.slice(0, Math.max(0, text.indexOf(': ')))].find((one) => links.has(one));
    if (name !== undefined) item.replaceChildren(make('a', { href: links.get(name) }, name), text.slice(name.length));
  }
}
