import type { IncomingHttpHeaders } from 'node:http'
import { DEFAULT_PROJECT } from '#lib/server/projects.ts'
import type { KeyKind, KeyQuota } from '#lib/domain/project.ts'
import { unlimited, type KeyVerifier } from '#lib/server/keys.ts'
import { presentedKeys } from './credentials.ts'
import { RequestError, retryLater } from './request-error.ts'

/** Who sends. `keyId` is null for a sender without key. */
export type Sender = {
  project: string
  tenant: string | null
  environment: string | null
  keyId: string | null
  quota: KeyQuota
}

type Options = {
  keys: KeyVerifier
  /** Whether a request without key is refused. */
  required: boolean
  /** Kinds of key that may do this. */
  kinds: readonly KeyKind[]
}

/** Decides the project by the key alone, never by the payload. A key that is presented must be valid. */
export async function authenticate(headers: IncomingHttpHeaders, { keys, required, kinds }: Options): Promise<Sender> {
  const secrets = presentedKeys(headers)
  if (secrets === null) {
    if (required)
      throw unauthorized(
        'no_key',
        'an API key is needed: send it as "authorization: Bearer <key>" or "x-api-key: <key>"',
      )
    return { project: DEFAULT_PROJECT, tenant: null, environment: null, keyId: null, quota: unlimited }
  }
  for (const secret of secrets) {
    const key = await verify(keys, secret)
    if (key === null) continue
    if (!kinds.includes(key.kind)) {
      throw new RequestError(
        403,
        'wrong_key_kind',
        `this key is of kind "${key.kind}": here one of kind ${kinds.join(' or ')} is needed`,
      )
    }
    const { project, tenant, environment, keyId, quota } = key
    return { project, tenant, environment, keyId, quota }
  }
  throw unauthorized('unknown_key', 'the API key is unknown, expired or revoked')
}

async function verify(keys: KeyVerifier, secret: string): ReturnType<KeyVerifier['verify']> {
  try {
    return await keys.verify(secret)
  } catch (error) {
    throw retryLater('store_away', 'the database is away, the key cannot be checked: retry later', { cause: error })
  }
}

function unauthorized(reason: 'no_key' | 'unknown_key', message: string): RequestError {
  return new RequestError(401, reason, message, { headers: { 'www-authenticate': 'Bearer' } })
}
