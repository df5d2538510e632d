import { z } from 'zod'
import { IngestHealth, IngestHealthQuery, IngestState } from '#lib/domain/ingest-health.ts'
import { Project, ProjectChange, ProjectInput } from '#lib/domain/project.ts'
import { ProjectStatus } from '../services/projects/get-status.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

/** Projects, and what comes in to them. */
export const projectEndpoints = {
  listProjects: {
    access: 'caller',
    path: '/api/v1/projects',
    summary: 'Projects that the caller may read',
    params: z.object({}),
    query: noQuery,
    response: z.object({ items: z.array(Project) }),
  },
  createProject: {
    access: 'project:create',
    method: 'POST',
    path: '/api/v1/projects',
    summary: 'Creates a project; only the owner of the installation may',
    params: z.object({}),
    query: noQuery,
    body: ProjectInput,
    response: Project,
  },
  renameProject: {
    access: 'project:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}',
    summary: 'Gives a project another name; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: ProjectChange,
    response: Project,
  },
  getStatus: {
    access: 'project:read',
    path: '/api/v1/projects/{project}/status',
    summary: 'Whether anything has arrived, and where to send it',
    params: ofProject,
    query: noQuery,
    response: ProjectStatus,
  },
  getIngestHealth: {
    access: 'ingest-health:read',
    path: '/api/v1/projects/{project}/ingest-health',
    summary: 'What became of everything that was sent: accepted, refused, cut or not understood, by reason and key',
    params: ofProject,
    query: IngestHealthQuery,
    response: IngestHealth,
  },
  getIngestState: {
    access: 'ingest-health:read',
    path: '/api/v1/projects/{project}/ingest-health/state',
    summary: 'Whether ingest and worker are running, and how far behind the runs are',
    params: ofProject,
    query: noQuery,
    response: IngestState,
  },
} as const satisfies Record<string, Endpoint>
