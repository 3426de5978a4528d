/** The variable that names a profile other than the active one; `--profile` sets it for a run. */
export const profileVariable = 'AX_GITOPS_PROFILE';
