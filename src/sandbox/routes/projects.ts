import type { Hono } from 'hono';
import type { Account } from '../account.js';
import { projectBody } from '../bodies.js';
import type { SandboxEnv } from '../environment.js';
import { router } from '../environment.js';
import { bodyOf, id, name, pageRequest, queryTexts, queryWord } from '../requests.js';
import { send, sendNothing, sendPage, sendRefusal } from '../responses.js';
import { createProject, deleteProject, getProject, listProjects, updateProject } from '../rules/projects.js';

const newProject = bodyOf<{ name: string; space_id: string }>(
  { name, space_id: id },
  { required: ['name', 'space_id'] },
);
const projectChange = bodyOf<{ name: string }>({ name }, { required: ['name'] });

export function projectRoutes(account: Account): Hono<SandboxEnv> {
  const routes = router();
  routes
    .get('/', (c) => {
      const page = pageRequest(c);
      if (!page.ok) return sendRefusal(c, page.error);
      const type = queryWord(c, 'project_type', ['APPLICATION', 'HARNESS', 'EXPERIMENT']);
      if (!type.ok) return sendRefusal(c, type.error);
      const filter = {
        ...queryTexts(c, { spaceId: 'space_id', spaceName: 'space_name', name: 'name' }),
        ...(type.value !== undefined && { type: type.value }),
      };
      return sendPage(c, 'projects', listProjects(account, c.var.caller, filter, page.value), projectBody);
    })
    .post('/', async (c) => {
      const body = await newProject(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, createProject(account, c.var.caller, body.value), projectBody, 201);
    })
    .get('/:id', (c) => send(c, getProject(account, c.var.caller, c.req.param('id')), projectBody))
    .patch('/:id', async (c) => {
      const body = await projectChange(c);
      if (!body.ok) return sendRefusal(c, body.error);
      return send(c, updateProject(account, c.var.caller, c.req.param('id'), body.value), projectBody);
    })
    .delete('/:id', (c) => sendNothing(c, deleteProject(account, c.var.caller, c.req.param('id'))));
  return routes;
}
