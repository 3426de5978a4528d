import type { Result } from '../model/result.js';
import { failed } from '../model/result.js';

/** Why a request is refused: a status that Arize declares for the operation (contract §9), and the reason. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 409 | 422;
  readonly detail: string;
}

/** What a rule gives: a value, or a refusal that the caller gets as problem+json. */
export type Answer<T> = Result<T, Refusal>;

export function refuse(status: Refusal['status'], detail: string): { readonly ok: false; readonly error: Refusal } {
  return failed({ status, detail });
}
