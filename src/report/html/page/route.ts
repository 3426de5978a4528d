/* What is shown, as the address of the page has it: a view, what it is of, and the filters. */

export const views = ['overview', 'people', 'places', 'roles'] as const;

export interface Query {
  readonly q: string;
  readonly can: string;
  readonly role: string;
  readonly status: string;
  readonly way: string;
  readonly sort: string;
  /** Also people and places without access: `1`. */
  readonly all: string;
  /** Which columns show what lies in them: `all`, `none`, or places by index with dots between. */
  readonly open: string;
}

export interface Route {
  readonly view: (typeof views)[number];
  /** The email, address or name of the one that is shown; nothing for all of them. */
  readonly of: string;
  readonly query: Query;
}

/** No filter. The order is that of the address. */
export const emptyQuery: Query = { q: '', can: '', role: '', status: '', way: '', sort: '', all: '', open: '' };

const names = Object.keys(emptyQuery) as (keyof Query)[];

export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parameters = new URLSearchParams(search);
  const query = Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? ''])) as unknown as Query;
  const [first = '', ...rest] = path.split('/');
  const view = views.find((name) => name === first) ?? 'overview';
  return { view, of: rest.map(decoded).join('/'), query };
}

export function hashOf({ view, of, query }: Route): string {
  const parameters = new URLSearchParams();
  for (const name of names) if (query[name] !== '') parameters.set(name, query[name]);
  const search = parameters.toString();
  const path = of === '' ? view : `${view}/${of.split('/').map(encodeURIComponent).join('/')}`;
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** The address of one of the pages, without filters. */
export function linkTo(view: Route['view'], of = ''): string {
  return hashOf({ view, of, query: emptyQuery });
}

/** What a link holds that was cut off is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
