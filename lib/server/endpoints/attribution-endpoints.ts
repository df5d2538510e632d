import { Attribution, AttributionChange, AttributionPreview, AttributionPreviewInput } from '#lib/domain/attribution.ts'
import { Derivation, DerivationInput, ReattributionState } from '#lib/domain/derivation.ts'
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
    summary: 'Replaces the rules, for what is sent from now on; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: AttributionChange,
    response: Attribution,
  },
  previewAttribution: {
    access: 'attribution:read',
    method: 'POST',
    path: '/api/v1/projects/{project}/attribution/preview',
    summary: 'What rules would have made of the runs of the last 24 hours, of a busy day a sample; nothing is stored',
    params: ofProject,
    query: noQuery,
    body: AttributionPreviewInput,
    response: AttributionPreview,
  },
  getReattribution: {
    access: 'attribution:read',
    path: '/api/v1/projects/{project}/attribution/reattribution',
    summary: 'How far attributing stored runs anew is; null where it was never ordered',
    params: ofProject,
    query: noQuery,
    response: ReattributionState,
  },
  orderReattribution: {
    access: 'attribution:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/attribution/reattribution',
    summary: 'Attributes the runs of a period by the rules of today, in the background; 409 while that is being done',
    params: ofProject,
    query: noQuery,
    body: DerivationInput,
    response: Derivation,
  },
  cancelReattribution: {
    access: 'attribution:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/attribution/reattribution',
    summary: 'Calls attributing anew off; what was attributed stays so',
    params: ofProject,
    query: noQuery,
    response: Derivation,
  },
} as const satisfies Record<string, Endpoint>
