import type { Database } from '#clickhouse/client.ts'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run } from '#lib/domain/run.ts'
import type { PriceBooks } from '../../price-books.ts'
import { scopeOf } from '#lib/server/access/scope-of.ts'
import { isSigned, readShare, ShareToken } from '#lib/server/share-token.ts'
import type { ServiceContext } from '../context.ts'
import { getRun } from '../runs/get-run.ts'
import { shareKind } from './share-of.ts'
import { findShareSecret } from './share-secret.ts'

export type OpenShare = { ctx: ServiceContext; run: Run; expiresAt: string }

type ShareCall = { db: Database; prices: PriceBooks; token: string; nowMs: number }

/**
 * The one run that a link shows. Only who holds a token that we signed is told that it is closed; every other text
 * is simply unknown.
 */
export async function openShare({ db, prices, token, nowMs }: ShareCall): Promise<OpenShare> {
  const claim = ShareToken.safeParse(token).success ? readShare(token) : null
  if (claim === null) throw unknownLink()
  const { project, runId, shareId } = claim
  const [secret, [entry]] = await Promise.all([
    findShareSecret({ db, project }),
    newestConfig(db, { project, kind: shareKind, id: shareId }),
  ])
  if (secret === null || secret.version !== claim.secretVersion || !isSigned(token, secret.secret)) throw unknownLink()
  if (claim.expiresAt * 1000 <= nowMs) throw new AppError('gone', 'This link has expired.')
  if (entry === undefined || entry.deleted === 1) throw new AppError('gone', 'This link was revoked.')
  const actor = { kind: 'link', shareId } as const
  const ctx = { db, project, scope: scopeOf(actor, project), actor, prices, nowMs }
  return { ctx, run: await getRun({ ctx, runId }), expiresAt: new Date(claim.expiresAt * 1000).toISOString() }
}

function unknownLink(): AppError {
  return new AppError('not_found', 'There is no such link. It may have been cut when it was copied.')
}
