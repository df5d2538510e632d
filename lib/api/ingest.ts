import { queryOptions } from '@tanstack/react-query'
import { IngestHealth, IngestState, type IngestHealthQuery } from '#lib/domain/ingest-health.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, pollJson } from './http.ts'

export const ingestQueries = {
  health: (project: string, range: IngestHealthQuery) =>
    queryOptions({
      queryKey: ['ingest', project, 'health', range],
      queryFn: ({ signal }) => getJson(apiPaths.ingestHealth(project, range), IngestHealth, signal),
    }),
  state: (project: string) =>
    queryOptions({
      queryKey: ['ingest', project, 'state'],
      queryFn: ({ signal }) => pollJson(apiPaths.ingestState(project), IngestState, signal),
    }),
}
