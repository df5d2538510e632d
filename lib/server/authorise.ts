import { AppError } from '#lib/domain/errors.ts'
import type { ApiKey, Project } from '#lib/domain/project.ts'
import type { Server } from './server.ts'

type Authoriser = Pick<Server, 'env' | 'keys' | 'projects'>

/** Kinds of key that may read through the JSON API. */
const readingKinds: ReadonlySet<string> = new Set(['read', 'admin'])

/**
 * The key of a request; null for one without a key, which is allowed while this machine alone can
 * reach the port and TACHO_AUTH is off. A key that is not valid is refused in any case.
 */
export async function authenticate({ env, keys }: Authoriser, authorization: string | null): Promise<ApiKey | null> {
  if (authorization === null) {
    if (env.TACHO_AUTH !== 'required') return null
    throw new AppError(
      'unauthorized',
      'An API key is needed: send "Authorization: Bearer <key>" with a read key of the project.',
    )
  }
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const key = secret === undefined ? null : await keys.verify(secret)
  if (key === null) throw new AppError('unauthorized', 'This API key is not known, or it was revoked or has expired.')
  if (!readingKinds.has(key.kind)) {
    throw new AppError('forbidden', `A key of kind "${key.kind}" cannot read: use one of kind "read" or "admin".`)
  }
  return key
}

/** A key that only reads changes nothing. */
export function requireWriter(key: ApiKey | null): void {
  if (key === null || key.kind === 'admin') return
  throw new AppError('forbidden', `A key of kind "${key.kind}" cannot change anything: use one of kind "admin".`)
}

/** Who acts, as the history of what they change says it. */
export function actorOf(key: ApiKey | null): string {
  return key === null ? 'local' : `key:${key.keyId}`
}

/** The project, if it exists and the key may see it: another project's key gets the answer of an unknown one. */
export async function authoriseProject(server: Authoriser, key: ApiKey | null, project: string): Promise<Project> {
  const visible = await visibleProjects(server, key, project)
  const found = visible.find((candidate) => candidate.project === project)
  if (found !== undefined) return found
  throw new AppError('not_found', `There is no project "${project}", or this key does not open it.`)
}

/** Projects that the key opens; all of them without a key. */
export async function visibleProjects(
  { projects }: Authoriser,
  key: ApiKey | null,
  wanted?: string,
): Promise<Project[]> {
  const allows = (project: Project) => key === null || key.project === project.project
  const known = await projects.get()
  // A project may have been created a moment ago.
  const isMissing = wanted !== undefined && !known.some(({ project }) => project === wanted)
  return (isMissing ? await projects.get(500) : known).filter(allows)
}
