import { z } from 'zod'
import { CostExplanation } from '#lib/domain/cost.ts'
import { RunSpanColumns } from '#lib/domain/run-columns.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import { RunSearch, RunSearchQuery } from '#lib/domain/run-search.ts'
import { Run, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { RunExportQuery } from '../services/exports/export-run.ts'
import { RunNeighboursQuery } from '../services/runs/get-run-neighbours.ts'
import { type Endpoint, noQuery, ofRun, ofSpan, RunSpansQuery } from './endpoint.ts'

/** One run. */
export const runEndpoints = {
  getRun: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}',
    summary: 'One run',
    params: ofRun,
    query: noQuery,
    response: Run,
  },
  getRunNeighbours: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/neighbours',
    summary: 'The runs before and after one in a list',
    params: ofRun,
    query: RunNeighboursQuery,
    response: RunNeighbours,
  },
  listRunSpans: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/spans',
    summary: 'The tree of a run, flat and depth-first, without payloads',
    params: ofRun,
    query: RunSpansQuery,
    response: z.union([RunSpans, RunSpanColumns]),
  },
  getRunSpan: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/spans/{spanId}',
    summary: 'One span with its messages, attributes, events, logs and raw record',
    params: ofSpan,
    query: noQuery,
    response: SpanDetail,
  },
  getSpanCost: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/spans/{spanId}/cost',
    summary: 'How the cost of one span came about: class by class, with the price and its source',
    params: ofSpan,
    query: noQuery,
    response: CostExplanation,
  },
  searchRun: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/search',
    summary: 'Where in the messages, attributes, events and logs of a run something is said',
    params: ofRun,
    query: RunSearchQuery,
    response: RunSearch,
  },
  exportRun: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/export',
    summary: 'One run as a file: everything about it, the records as they were received, or text for pasting',
    params: ofRun,
    query: RunExportQuery,
    response: z.string(),
    files: ['application/json', 'application/x-ndjson', 'text/markdown'],
  },
  listRunLogs: {
    access: 'run:read',
    path: '/api/v1/projects/{project}/runs/{runId}/logs',
    summary: 'Log records and span events of a run, in the order of time',
    params: ofRun,
    query: noQuery,
    response: RunLogs,
  },
} as const satisfies Record<string, Endpoint>
