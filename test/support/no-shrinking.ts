import fc from 'fast-check';

/* For mutation testing, where it only counts that a mistake is found: looking for its smallest case takes most of the time. */

fc.configureGlobal({ endOnFailure: true });
