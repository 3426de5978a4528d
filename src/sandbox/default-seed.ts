import type { SandboxSeed } from './seed.js';

/** The example account: small, but with one of everything. `examples/sandbox-seed.yaml` is the same, to start from. */
export const defaultSeed: SandboxSeed = {
  users: [
    { email: 'jane@example.com', name: 'Jane Doe', role: 'ADMIN' },
    { email: 'root@example.com', name: 'Root Admin', role: 'ADMIN' },
    { email: 'raj@example.com', name: 'Raj Patel' },
    { email: 'mei@example.com', name: 'Mei Chen' },
    { email: 'eve@example.com', name: 'Eve Martin', sign_in: 'sso' },
    { email: 'old@example.com', name: 'Olaf Old', is_developer: false },
    { email: 'ann@example.com', name: 'Ann Otator', role: 'ANNOTATOR' },
    { email: 'new@example.com', name: 'Nia Newcomer', status: 'INVITED' },
  ],
  roles: [
    {
      name: 'Data Scientist',
      description: 'Reads traces, creates datasets and experiments',
      permissions: [
        'DATASET_CREATE',
        'DATASET_READ',
        'EXPERIMENT_CREATE',
        'EXPERIMENT_READ',
        'PROJECT_READ',
        'SPACE_READ',
      ],
    },
    { name: 'Trace Reader', permissions: ['PROJECT_READ', 'PROJECT_SPAN_READ', 'SPACE_READ'] },
  ],
  organizations: [
    {
      name: 'Platform Team',
      description: 'Core ML platform',
      members: {
        'jane@example.com': 'ADMIN',
        'raj@example.com': 'MEMBER',
        'mei@example.com': 'MEMBER',
        'old@example.com': 'READ_ONLY',
        'ann@example.com': 'ANNOTATOR',
      },
      spaces: [
        {
          name: 'team-alpha',
          description: 'Alpha',
          private: true,
          members: {
            'jane@example.com': 'ADMIN',
            'raj@example.com': 'MEMBER',
            'old@example.com': 'READ_ONLY',
            'ann@example.com': 'ANNOTATOR',
          },
          projects: [{ name: 'chatbot', restricted: true }, 'search'],
        },
        { name: 'team-beta', description: 'Beta', members: { 'mei@example.com': 'MEMBER' }, projects: ['recommender'] },
      ],
    },
    {
      name: 'Research',
      description: 'Models that may never ship',
      members: { 'mei@example.com': 'ADMIN', 'eve@example.com': 'MEMBER' },
      spaces: [
        { name: 'playground', members: { 'eve@example.com': 'MEMBER' }, projects: ['agents'] },
        { name: 'papers', description: 'Reproductions', private: true, members: { 'mei@example.com': 'ADMIN' } },
      ],
    },
  ],
  bindings: [
    { user: 'mei@example.com', role: 'Data Scientist', organization: 'Platform Team', space: 'team-alpha' },
    {
      user: 'mei@example.com',
      role: 'Trace Reader',
      organization: 'Platform Team',
      space: 'team-alpha',
      project: 'chatbot',
    },
    { user: 'eve@example.com', role: 'Trace Reader', organization: 'Research', space: 'playground', project: 'agents' },
    {
      service_key: 'team-alpha-traces',
      role: 'Trace Reader',
      organization: 'Platform Team',
      space: 'team-alpha',
      project: 'chatbot',
    },
  ],
  api_keys: [
    { name: 'admin', owner: 'jane@example.com', key: 'sandbox-admin-key' },
    { name: 'notebook', description: 'For trying things out', owner: 'raj@example.com', key: 'sandbox-member-key' },
    {
      name: 'team-alpha-traces',
      owner: 'jane@example.com',
      key: 'sandbox-service-key',
      service: {
        organizations: [{ organization: 'Platform Team', spaces: [{ space: 'team-alpha', role: 'MEMBER' }] }],
      },
    },
  ],
};
