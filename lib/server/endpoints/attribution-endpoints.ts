import { Attribution, AttributionChange, AttributionPreview, AttributionPreviewInput } from '#lib/domain/attribution.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

/** Which attributes say who pays. */
export const attributionEndpoints = {
  getAttribution: {
    access: 'attribution:read',
    path: '/api/v1/projects/{project}/attribution',
    summary: 'By which rules records are attributed to tenants, features, task types and users',
    params: ofProject,
    query: noQuery,
    response: Attribution,
  },
  saveAttribution: {
    access: 'attribution:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/attribution',
    summary: 'Replaces the rules; what is stored follows by `npm run reprocess`; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: AttributionChange,
    response: Attribution,
  },
  previewAttribution: {
    access: 'attribution:read',
    method: 'POST',
    path: '/api/v1/projects/{project}/attribution/preview',
    summary: 'What rules would have made of the runs of the last 24 hours; nothing is stored',
    params: ofProject,
    query: noQuery,
    body: AttributionPreviewInput,
    response: AttributionPreview,
  },
} as const satisfies Record<string, Endpoint>
