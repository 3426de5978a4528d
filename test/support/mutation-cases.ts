import fc from 'fast-check';

/*
 * For mutation testing, where it only counts that a mistake is found: looking for its smallest case takes most of the
 * time. The same cases for every mutant, so that the score is that of the tests and not of chance.
 */

fc.configureGlobal({ endOnFailure: true, seed: 1 });
