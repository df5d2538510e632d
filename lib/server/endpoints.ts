import { z } from 'zod'
import { RunFacets } from '#lib/domain/facets.ts'
import { RunFilterQuery, RunListQuery } from '#lib/domain/filter.ts'
import { IngestHealth, IngestHealthQuery, IngestState } from '#lib/domain/ingest-health.ts'
import { RunMetrics } from '#lib/domain/metrics.ts'
import { Project, ProjectId } from '#lib/domain/project.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunSearch, RunSearchQuery } from '#lib/domain/run-search.ts'
import { RunSnippets, RunSnippetsQuery } from '#lib/domain/run-snippets.ts'
import { Run, RunList, RunSpans, SessionList, SpanDetail } from '#lib/domain/run.ts'
import { RunSpanColumns } from '#lib/domain/run-columns.ts'
import { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import { SessionTurns } from '#lib/domain/session.ts'
import { RunView, RunViewChange, RunViewInput, RunViewList, RunViewRemoval } from '#lib/domain/run-view.ts'
import { NewShare, Share, ShareInput, ShareList } from '#lib/domain/share.ts'
import { ShareListQuery } from './services/shares/list-shares.ts'
import { ShareToken } from './share-token.ts'
import { ProjectStatus } from './services/projects/get-status.ts'
import { RunExportQuery } from './services/exports/export-run.ts'
import { RunListExportQuery } from './services/exports/export-runs.ts'
import { RunNeighboursQuery } from './services/runs/get-run-neighbours.ts'
import { RunFacetsQuery } from './services/runs/list-run-facets.ts'
import { SessionDetail, SessionDetailQuery } from './services/sessions/get-session.ts'
import { SessionListQuery } from './services/sessions/list-sessions.ts'
import { SessionTurnsQuery } from './services/sessions/list-turns.ts'

const RunSpansQuery = z.object({
  shape: z
    .enum(['nodes', 'columns'])
    .default('nodes')
    .describe('`columns` has the same facts by field instead of by node: less text for a large run.'),
})

/** One endpoint: what its route parses and answers, and what the OpenAPI document says of it. */
export type Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  R extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> = {
  /** GET where left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  summary: string
  params: P
  query: Q
  /** JSON that is sent along. */
  body?: B
  response: R
  /** Media types of the answer where it is a file instead of JSON. */
  files?: readonly string[]
  /** Opened by the token of a shared link in the path; keys are not looked at, and nobody may keep the answer. */
  shared?: true
}

const noQuery = z.object({})
const ofProject = z.object({ project: ProjectId.describe('The project.') })
const hexId = z.string().regex(/^[0-9a-fA-F]{1,64}$/, 'hexadecimal digits')
const ofRun = ofProject.extend({ runId: hexId.describe('Id of a run, or of a trace that belongs to one.') })
const ofSpan = ofRun.extend({ spanId: hexId.describe('Id of a span, or of a log record that stands for a call.') })
const ofView = ofProject.extend({
  viewId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')
    .describe('Id of a saved view.'),
})
const ofSession = ofProject.extend({ session: z.string().min(1).max(1024).describe('Session or conversation id.') })

const ofShare = ofProject.extend({
  shareId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')
    .describe('Id of a shared link.'),
})
const ofLink = z.object({
  token: ShareToken.describe('The token of a shared link.'),
  runId: hexId.describe('Id of the run that the link shows.'),
})
const ofLinkSpan = ofLink.extend({ spanId: ofSpan.shape.spanId })

/** Every endpoint of the JSON API, in the order of the documentation. */
export const endpoints = {
  listProjects: {
    path: '/api/v1/projects',
    summary: 'Projects that the caller may read',
    params: z.object({}),
    query: noQuery,
    response: z.object({ items: z.array(Project) }),
  },
  getStatus: {
    path: '/api/v1/projects/{project}/status',
    summary: 'Whether anything has arrived, and where to send it',
    params: ofProject,
    query: noQuery,
    response: ProjectStatus,
  },
  getIngestHealth: {
    path: '/api/v1/projects/{project}/ingest-health',
    summary: 'What became of everything that was sent: accepted, refused, cut or not understood, by reason and key',
    params: ofProject,
    query: IngestHealthQuery,
    response: IngestHealth,
  },
  getIngestState: {
    path: '/api/v1/projects/{project}/ingest-health/state',
    summary: 'Whether ingest and worker are running, and how far behind the runs are',
    params: ofProject,
    query: noQuery,
    response: IngestState,
  },
  listRuns: {
    path: '/api/v1/projects/{project}/runs',
    summary: 'Runs that match the filters, a page at a time',
    params: ofProject,
    query: RunListQuery,
    response: RunList,
  },
  exportRuns: {
    path: '/api/v1/projects/{project}/runs/export',
    summary: 'Runs that match the filters, or chosen ones, as a file',
    params: ofProject,
    query: RunListExportQuery,
    response: z.string(),
    files: ['text/csv', 'application/x-ndjson'],
  },
  listRunFacets: {
    path: '/api/v1/projects/{project}/runs/facets',
    summary: 'Values of the filters, with the number of runs that have them',
    params: ofProject,
    query: RunFacetsQuery,
    response: RunFacets,
  },
  listRunSnippets: {
    path: '/api/v1/projects/{project}/runs/snippets',
    summary: 'The words around what a list was searched for, of some of its runs',
    params: ofProject,
    query: RunSnippetsQuery,
    response: RunSnippets,
  },
  getRunMetrics: {
    path: '/api/v1/projects/{project}/runs/metrics',
    summary: 'Number, cost and duration of the runs that match, over time',
    params: ofProject,
    query: RunFilterQuery,
    response: RunMetrics,
  },
  getRun: {
    path: '/api/v1/projects/{project}/runs/{runId}',
    summary: 'One run',
    params: ofRun,
    query: noQuery,
    response: Run,
  },
  getRunNeighbours: {
    path: '/api/v1/projects/{project}/runs/{runId}/neighbours',
    summary: 'The runs before and after one in a list',
    params: ofRun,
    query: RunNeighboursQuery,
    response: RunNeighbours,
  },
  listRunSpans: {
    path: '/api/v1/projects/{project}/runs/{runId}/spans',
    summary: 'The tree of a run, flat and depth-first, without payloads',
    params: ofRun,
    query: RunSpansQuery,
    response: z.union([RunSpans, RunSpanColumns]),
  },
  getRunSpan: {
    path: '/api/v1/projects/{project}/runs/{runId}/spans/{spanId}',
    summary: 'One span with its messages, attributes, events, logs and raw record',
    params: ofSpan,
    query: noQuery,
    response: SpanDetail,
  },
  searchRun: {
    path: '/api/v1/projects/{project}/runs/{runId}/search',
    summary: 'Where in the messages, attributes, events and logs of a run something is said',
    params: ofRun,
    query: RunSearchQuery,
    response: RunSearch,
  },
  exportRun: {
    path: '/api/v1/projects/{project}/runs/{runId}/export',
    summary: 'One run as a file: everything about it, the records as they were received, or text for pasting',
    params: ofRun,
    query: RunExportQuery,
    response: z.string(),
    files: ['application/json', 'application/x-ndjson', 'text/markdown'],
  },
  listRunLogs: {
    path: '/api/v1/projects/{project}/runs/{runId}/logs',
    summary: 'Log records and span events of a run, in the order of time',
    params: ofRun,
    query: noQuery,
    response: RunLogs,
  },
  listSessions: {
    path: '/api/v1/projects/{project}/sessions',
    summary: 'Sessions of the runs that match, a page at a time',
    params: ofProject,
    query: SessionListQuery,
    response: SessionList,
  },
  getSession: {
    path: '/api/v1/projects/{project}/sessions/{session}',
    summary: 'One session and its runs',
    params: ofSession,
    query: SessionDetailQuery,
    response: SessionDetail,
  },
  listTurns: {
    path: '/api/v1/projects/{project}/sessions/{session}/turns',
    summary: 'The runs of a session in the order in which they began, each with what was asked and answered',
    params: ofSession,
    query: SessionTurnsQuery,
    response: SessionTurns,
  },
  createShare: {
    method: 'POST',
    path: '/api/v1/projects/{project}/runs/{runId}/share',
    summary: 'Makes a link that shows this one run to anybody who has it, for some days',
    params: ofRun,
    query: noQuery,
    body: ShareInput,
    response: NewShare,
  },
  listShares: {
    path: '/api/v1/projects/{project}/shares',
    summary: 'Shared links that are open, without what opens them',
    params: ofProject,
    query: ShareListQuery,
    response: ShareList,
  },
  revokeShare: {
    method: 'DELETE',
    path: '/api/v1/projects/{project}/shares/{shareId}',
    summary: 'Closes a shared link at once',
    params: ofShare,
    query: noQuery,
    response: Share,
  },
  getSharedRun: {
    path: '/api/v1/share/{token}/runs/{runId}',
    summary: 'The run that a shared link shows; 410 once the link is closed, as with all that follow',
    params: ofLink,
    query: noQuery,
    response: Run,
    shared: true,
  },
  listSharedRunSpans: {
    path: '/api/v1/share/{token}/runs/{runId}/spans',
    summary: 'The tree of a shared run',
    params: ofLink,
    query: RunSpansQuery,
    response: z.union([RunSpans, RunSpanColumns]),
    shared: true,
  },
  getSharedRunSpan: {
    path: '/api/v1/share/{token}/runs/{runId}/spans/{spanId}',
    summary: 'One span of a shared run with everything recorded for it',
    params: ofLinkSpan,
    query: noQuery,
    response: SpanDetail,
    shared: true,
  },
  searchSharedRun: {
    path: '/api/v1/share/{token}/runs/{runId}/search',
    summary: 'Where in a shared run something is said',
    params: ofLink,
    query: RunSearchQuery,
    response: RunSearch,
    shared: true,
  },
  listSharedRunLogs: {
    path: '/api/v1/share/{token}/runs/{runId}/logs',
    summary: 'Log records and span events of a shared run',
    params: ofLink,
    query: noQuery,
    response: RunLogs,
    shared: true,
  },
  listViews: {
    path: '/api/v1/projects/{project}/views',
    summary: 'Saved views of the runs list, by name',
    params: ofProject,
    query: noQuery,
    response: RunViewList,
  },
  createView: {
    method: 'POST',
    path: '/api/v1/projects/{project}/views',
    summary: 'Saves a view',
    params: ofProject,
    query: noQuery,
    body: RunViewInput,
    response: RunView,
  },
  updateView: {
    method: 'PUT',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Changes a view, or brings a deleted one back; 409 when somebody else was faster',
    params: ofView,
    query: noQuery,
    body: RunViewChange,
    response: RunView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Deletes a view; the answer’s version brings it back',
    params: ofView,
    query: noQuery,
    body: RunViewRemoval,
    response: RunView,
  },
} as const satisfies Record<string, Endpoint>
