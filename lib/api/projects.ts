import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Project, type ProjectChange, type ProjectInput } from '#lib/domain/project.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'
import { meQueries } from './me.ts'

const ProjectList = z.object({ items: z.array(Project) })

/** Whether anything ever arrived in a project, and where to send it. */
export const ProjectStatus = z.object({
  received: z.boolean(),
  /** ISO 8601; null before the first span. */
  lastReceivedAt: z.string().nullable(),
  /** OTLP addresses by name: base, traces, logs, grpc. */
  endpoints: z.record(z.string(), z.string()),
  /** Whether what is sent to this project needs a key. */
  keyNeeded: z.boolean(),
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

type NameChange = { type: 'create'; input: ProjectInput } | { type: 'rename'; project: string; input: ProjectChange }

/** A new project, or another name; whatever lists projects is asked for again. */
export const projectChange = () =>
  mutationOptions({
    mutationFn: (change: NameChange) => {
      const { input: body } = change
      const target =
        change.type === 'create'
          ? ({ method: 'POST', url: apiPaths.projects } as const)
          : ({ method: 'PUT', url: apiPaths.project(change.project) } as const)
      return sendJson({ ...target, body }, Project)
    },
    onSettled: (_project, _error, _change, _before, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: projectQueries.list().queryKey }),
        client.invalidateQueries({ queryKey: meQueries.me().queryKey }),
      ]),
  })
