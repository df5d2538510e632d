import type { Action } from '#lib/domain/access/can.ts'

/**
 * Who may use a route: whoever may do the action in the project of the path (or the installation), `caller` whoever
 * is signed in or has a key, `person` whoever is signed in, `link` whoever has the link, `public` anybody, `file`
 * anybody without a look at what they show.
 */
export type RouteAccess = Action | 'caller' | 'person' | 'link' | 'public' | 'file'

/**
 * Every route there is, decided a second time: a new one, or one whose access is changed, fails the test until it
 * stands here as well.
 */
export const routeTable: Readonly<Record<string, RouteAccess>> = {
  'GET /': 'public',
  'GET /sign-in': 'public',
  'GET /setup': 'public',
  'GET /invite': 'public',
  'GET /expired': 'public',
  'GET /forbidden': 'public',
  'GET /api/docs': 'public',
  'GET /profile': 'person',
  'GET /projects': 'person',
  'GET /share/[token]': 'link',
  'GET /[project]/runs': 'run:read',
  'GET /[project]/runs/[runId]': 'run:read',
  'GET /[project]/sessions': 'run:read',
  'GET /[project]/sessions/[session]': 'run:read',
  'GET /[project]/costs': 'run:read',
  'GET /[project]/ingest-health': 'run:read',
  'GET /[project]/settings/members': 'member:read',
  'GET /[project]/settings/keys': 'key:read',
  'GET /[project]/settings/attribution': 'attribution:read',
  'GET /[project]/settings/history': 'history:read',

  'GET /health': 'file',
  'GET /api/v1/openapi.json': 'file',

  'POST /api/v1/sign-in': 'public',
  'POST /api/v1/sign-out': 'public',
  'POST /api/v1/set-up': 'public',
  'POST /api/v1/set-up/look': 'public',
  'POST /api/v1/invitation/look': 'public',
  'POST /api/v1/invitation/accept': 'public',
  'GET /api/v1/me': 'caller',
  'PUT /api/v1/me': 'person',
  'PUT /api/v1/me/password': 'person',
  'GET /api/v1/me/sign-ins': 'person',
  'DELETE /api/v1/me/sign-ins': 'person',
  'DELETE /api/v1/me/sign-ins/[signInId]': 'person',

  'GET /api/v1/projects': 'caller',
  'POST /api/v1/projects': 'project:create',
  'PUT /api/v1/projects/[project]': 'project:write',
  'GET /api/v1/projects/[project]/status': 'project:read',
  'GET /api/v1/projects/[project]/history': 'history:read',
  'GET /api/v1/projects/[project]/ingest-health': 'ingest-health:read',
  'GET /api/v1/projects/[project]/ingest-health/state': 'ingest-health:read',
  'GET /api/v1/projects/[project]/members': 'member:read',
  'PUT /api/v1/projects/[project]/members/[userId]': 'member:write',
  'DELETE /api/v1/projects/[project]/members/[userId]': 'member:write',
  'GET /api/v1/projects/[project]/invitations': 'member:read',
  'POST /api/v1/projects/[project]/invitations': 'member:write',
  'DELETE /api/v1/projects/[project]/invitations/[invitationId]': 'member:write',
  'GET /api/v1/projects/[project]/runs': 'run:read',
  'GET /api/v1/projects/[project]/runs/export': 'run:read',
  'GET /api/v1/projects/[project]/runs/facets': 'run:read',
  'GET /api/v1/projects/[project]/runs/metrics': 'run:read',
  'GET /api/v1/projects/[project]/runs/snippets': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/export': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/logs': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/neighbours': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/search': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/spans': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/spans/[spanId]': 'run:read',
  'GET /api/v1/projects/[project]/runs/[runId]/spans/[spanId]/cost': 'run:read',
  'POST /api/v1/projects/[project]/runs/[runId]/share': 'share:write',
  'GET /api/v1/projects/[project]/costs': 'run:read',
  'GET /api/v1/projects/[project]/costs/cache': 'run:read',
  'GET /api/v1/projects/[project]/costs/series': 'run:read',
  'GET /api/v1/projects/[project]/costs/untagged': 'run:read',
  'GET /api/v1/projects/[project]/costs/what-if': 'run:read',
  'GET /api/v1/projects/[project]/sessions': 'run:read',
  'GET /api/v1/projects/[project]/sessions/[session]': 'run:read',
  'GET /api/v1/projects/[project]/sessions/[session]/turns': 'run:read',
  'GET /api/v1/projects/[project]/shares': 'share:read',
  'DELETE /api/v1/projects/[project]/shares/[shareId]': 'share:write',
  'GET /api/v1/projects/[project]/views': 'view:read',
  'POST /api/v1/projects/[project]/views': 'view:write',
  'PUT /api/v1/projects/[project]/views/[viewId]': 'view:write',
  'DELETE /api/v1/projects/[project]/views/[viewId]': 'view:write',
  'GET /api/v1/projects/[project]/attribution': 'attribution:read',
  'PUT /api/v1/projects/[project]/attribution': 'attribution:write',
  'POST /api/v1/projects/[project]/attribution/preview': 'attribution:read',
  'GET /api/v1/projects/[project]/keys': 'key:read',
  'POST /api/v1/projects/[project]/keys': 'key:write',
  'DELETE /api/v1/projects/[project]/keys/[keyId]': 'key:write',
  'POST /api/v1/projects/[project]/keys/[keyId]/rotate': 'key:write',

  'GET /api/v1/share/[token]/runs/[runId]': 'link',
  'GET /api/v1/share/[token]/runs/[runId]/logs': 'link',
  'GET /api/v1/share/[token]/runs/[runId]/search': 'link',
  'GET /api/v1/share/[token]/runs/[runId]/spans': 'link',
  'GET /api/v1/share/[token]/runs/[runId]/spans/[spanId]': 'link',
}

/** What is known of a whole project only: refused to keys of one tenant. */
export const wholeProjectOnly: ReadonlySet<string> = new Set([
  'GET /api/v1/projects/[project]/ingest-health',
  'GET /api/v1/projects/[project]/views',
])
