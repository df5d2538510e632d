import type { SignInRow } from '#clickhouse/tables/sign-ins.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Server } from '../server.ts'
import { cookieOf, signInCookie } from './cookies.ts'

/** Who makes a request, and by which sign-in; null for a key, and where nobody has to sign in. */
export type Caller = { actor: Actor; signIn: SignInRow | null }

type Known = Pick<Server, 'env' | 'keys' | 'keyUses' | 'keyQuotas' | 'access'>
/** `authorization` and `cookie` as they were sent. */
type Credentials = { authorization: string | null; cookie: string | null }

/**
 * Who makes a request. A key that is shown must be valid, whatever else is sent along; a cookie that is worth nothing
 * any more makes nobody of its sender. Where TACHO_AUTH is off, whoever shows nothing is `local`.
 */
export async function callerOf(known: Known, sent: Credentials): Promise<Caller> {
  const { env, access } = known
  if (sent.authorization !== null) return { actor: await keyActor(known, sent.authorization), signIn: null }
  if (env.TACHO_AUTH === 'off') return { actor: { kind: 'local' }, signIn: null }
  const token = cookieOf(sent.cookie, signInCookie(env))
  const signIn = token === null ? null : await access.signIns.verify(token)
  const actor = signIn === null ? null : await access.directory.actorOf(signIn.userId, signIn.signedInAt)
  return actor === null ? { actor: { kind: 'nobody' }, signIn: null } : { actor, signIn }
}

async function keyActor({ keys, keyUses, keyQuotas }: Known, authorization: string): Promise<Actor> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const key = secret === undefined ? null : await keys.verify(secret)
  if (key === null) throw new AppError('unauthorized', 'This API key is not known, or it was revoked or has expired.')
  keyUses.note(key)
  const seconds = keyQuotas.take(key)
  if (seconds > 0) {
    throw new AppError('rate_limited', `This key is over its quota: retry in ${seconds} s.`, {
      retryAfterSeconds: seconds,
    })
  }
  const { keyId, kind: keyKind, project, tenant, environment } = key
  return { kind: 'key', keyId, keyKind, project, tenant, environment }
}
