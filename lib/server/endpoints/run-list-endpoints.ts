import { z } from 'zod'
import { RunFacets } from '#lib/domain/facets.ts'
import { RunFilterQuery, RunListQuery } from '#lib/domain/filter.ts'
import { RunMetrics } from '#lib/domain/metrics.ts'
import { RunSnippets, RunSnippetsQuery } from '#lib/domain/run-snippets.ts'
import { RunList } from '#lib/domain/run.ts'
import { RunListExportQuery } from '../services/exports/export-runs.ts'
import { RunFacetsQuery } from '../services/runs/list-run-facets.ts'
import { type Endpoint, ofProject } from './endpoint.ts'

/** Runs as a list: rows, counts, files. */
export const runListEndpoints = {
  listRuns: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs',
    summary: 'Runs that match the filters, a page at a time',
    params: ofProject,
    query: RunListQuery,
    response: RunList,
  },
  exportRuns: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/export',
    summary: 'Runs that match the filters, or chosen ones, as a file',
    params: ofProject,
    query: RunListExportQuery,
    response: z.string(),
    files: ['text/csv', 'application/x-ndjson'],
  },
  listRunFacets: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/facets',
    summary: 'Values of the filters, with the number of runs that have them',
    params: ofProject,
    query: RunFacetsQuery,
    response: RunFacets,
  },
  listRunSnippets: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/snippets',
    summary: 'The words around what a list was searched for, of some of its runs',
    params: ofProject,
    query: RunSnippetsQuery,
    response: RunSnippets,
  },
  getRunMetrics: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/metrics',
    summary: 'Number, cost and duration of the runs that match, over time',
    params: ofProject,
    query: RunFilterQuery,
    response: RunMetrics,
  },
} as const satisfies Record<string, Endpoint>
