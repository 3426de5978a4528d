/** What holds unless the files or a flag say otherwise. */
export const defaults = {
  destructiveCount: 10,
  destructivePercent: 20,
  accountAdmins: 2,
  organizationAdmins: 1,
} as const;
