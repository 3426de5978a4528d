/** A JSON value, read-only all the way down. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
