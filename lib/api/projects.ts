import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Project } from '#lib/domain/project.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

const ProjectList = z.object({ items: z.array(Project) })

/** Whether anything ever arrived in a project, and where to send it. */
export const ProjectStatus = z.object({
  received: z.boolean(),
  /** ISO 8601; null before the first span. */
  lastReceivedAt: z.string().nullable(),
  /** OTLP addresses by name: base, traces, logs, grpc. */
  endpoints: z.record(z.string(), z.string()),
})
export type ProjectStatus = z.infer<typeof ProjectStatus>

export const projectQueries = {
  list: () =>
    queryOptions({
      queryKey: ['projects', 'list'],
      queryFn: ({ signal }) => getJson(apiPaths.projects, ProjectList, signal),
    }),
  status: (project: string) =>
    queryOptions({
      queryKey: ['projects', project, 'status'],
      queryFn: ({ signal }) => getJson(apiPaths.status(project), ProjectStatus, signal),
    }),
}
