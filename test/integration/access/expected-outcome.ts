import type { Actor } from '#lib/domain/access/actor.ts'
import { can } from '#lib/domain/access/can.ts'
import type { RawAnswer } from '#test/support/raw-http.ts'
import type { RouteAccess } from './route-table.ts'

/** `foreign` is what is said of a project that is not there; `invalid` that nothing but the request was wrong. */
export type Outcome = 'let in' | 'invalid' | 'unauthorized' | 'forbidden' | 'foreign' | 'broken'

/** The outcomes that are right, from what `can` says. */
export function expectedOutcomes(access: RouteAccess, actor: Actor | 'refused', project: string | null): Outcome[] {
  const passed: Outcome[] = ['let in', 'invalid']
  if (access === 'file' || access === 'link') return passed
  if (actor === 'refused') return ['unauthorized']
  switch (access) {
    case 'public':
      return passed
    case 'caller':
      return actor.kind === 'nobody' ? ['unauthorized'] : passed
    case 'person':
      return actor.kind === 'user' ? passed : ['unauthorized']
    default:
      if (can(actor, access, { project })) return passed
      if (actor.kind === 'nobody') return ['unauthorized']
      if (project === null || can(actor, 'project:read', { project })) return ['forbidden']
      return [actor.kind === 'key' && actor.project === project ? 'forbidden' : 'foreign']
  }
}

/** What a route of the JSON API has answered. */
export function outcomeOf({ status, text }: RawAnswer): Outcome {
  if (status >= 500) return 'broken'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404 && text.includes('There is no project')) return 'foreign'
  return status >= 400 ? 'invalid' : 'let in'
}

/** The same for a page, which leads people elsewhere where a route refuses them; its payload alone does so in its text. */
export function pageOutcomeOf({ status, headers, text }: RawAnswer): Outcome {
  const way = headers.location ?? /NEXT_REDIRECT;\w+;([^;"]+)/.exec(text)?.[1]
  if (status >= 500) return 'broken'
  if (way !== undefined && /^\/(sign-in|setup|expired)\b/.test(new URL(way, 'http://x').pathname)) return 'unauthorized'
  if (status === 403 || way === '/forbidden' || roleTooSmall.test(text)) return 'forbidden'
  if (status === 404 || text.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return 'foreign'
  return status >= 400 ? 'invalid' : 'let in'
}

/** RoleTooSmall, as it is drawn or as it stands in a payload. */
const roleTooSmall = /Your role does not open it|\\?"needs\\?":\\?"/
