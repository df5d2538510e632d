import { z } from 'zod'
import { RunView, RunViewChange, RunViewInput, RunViewList, RunViewRemoval } from '#lib/domain/run-view.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofView = ofProject.extend({
  viewId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')
    .describe('Id of a saved view.'),
})

/** Saved views of the runs list. */
export const viewEndpoints = {
  listViews: {
    access: 'view:read',
    path: '/api/v1/projects/{project}/views',
    summary: 'Saved views of the runs list, by name',
    params: ofProject,
    query: noQuery,
    response: RunViewList,
  },
  createView: {
    access: 'view:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/views',
    summary: 'Saves a view',
    params: ofProject,
    query: noQuery,
    body: RunViewInput,
    response: RunView,
  },
  updateView: {
    access: 'view:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Changes a view, or brings a deleted one back; 409 when somebody else was faster',
    params: ofView,
    query: noQuery,
    body: RunViewChange,
    response: RunView,
  },
  deleteView: {
    access: 'view:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/views/{viewId}',
    summary: 'Deletes a view; the answer’s version brings it back',
    params: ofView,
    query: noQuery,
    body: RunViewRemoval,
    response: RunView,
  },
} as const satisfies Record<string, Endpoint>
