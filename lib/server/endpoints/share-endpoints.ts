import { z } from 'zod'
import { RunSpanColumns } from '#lib/domain/run-columns.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunSearch, RunSearchQuery } from '#lib/domain/run-search.ts'
import { Run, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { NewShare, Share, ShareInput, ShareList } from '#lib/domain/share.ts'
import { ShareListQuery } from '../services/shares/list-shares.ts'
import { ShareToken } from '../share-token.ts'
import { type Endpoint, hexId, noQuery, ofProject, ofRun, ofSpan, RunSpansQuery } from './endpoint.ts'

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

/** Links that show one run, and the run that they show. */
export const shareEndpoints = {
  createShare: {
    access: 'share:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/runs/{runId}/share',
    summary: 'Makes a link that shows this one run to anybody who has it, for some days',
    params: ofRun,
    query: noQuery,
    body: ShareInput,
    response: NewShare,
  },
  listShares: {
    access: 'share:read',
    path: '/api/v1/projects/{project}/shares',
    summary: 'Shared links that are open, without what opens them',
    params: ofProject,
    query: ShareListQuery,
    response: ShareList,
  },
  revokeShare: {
    access: 'share:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/shares/{shareId}',
    summary: 'Closes a shared link at once',
    params: ofShare,
    query: noQuery,
    response: Share,
  },
  getSharedRun: {
    access: 'link',
    path: '/api/v1/share/{token}/runs/{runId}',
    summary: 'The run that a shared link shows; 410 once the link is closed, as with all that follow',
    params: ofLink,
    query: noQuery,
    response: Run,
  },
  listSharedRunSpans: {
    access: 'link',
    path: '/api/v1/share/{token}/runs/{runId}/spans',
    summary: 'The tree of a shared run',
    params: ofLink,
    query: RunSpansQuery,
    response: z.union([RunSpans, RunSpanColumns]),
  },
  getSharedRunSpan: {
    access: 'link',
    path: '/api/v1/share/{token}/runs/{runId}/spans/{spanId}',
    summary: 'One span of a shared run with everything recorded for it',
    params: ofLinkSpan,
    query: noQuery,
    response: SpanDetail,
  },
  searchSharedRun: {
    access: 'link',
    path: '/api/v1/share/{token}/runs/{runId}/search',
    summary: 'Where in a shared run something is said',
    params: ofLink,
    query: RunSearchQuery,
    response: RunSearch,
  },
  listSharedRunLogs: {
    access: 'link',
    path: '/api/v1/share/{token}/runs/{runId}/logs',
    summary: 'Log records and span events of a shared run',
    params: ofLink,
    query: noQuery,
    response: RunLogs,
  },
} as const satisfies Record<string, Endpoint>
