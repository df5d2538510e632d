import { keyState, type KeyView } from '#lib/domain/access/key.ts'
import { listKeys } from '#lib/server/keys.ts'
import type { ServiceContext } from '../context.ts'
import { viewsOf } from './key-view.ts'

/** The project's keys: those that work first, then the newest. */
export async function listApiKeys({ ctx }: { ctx: ServiceContext }): Promise<{ items: KeyView[] }> {
  const { db, project, nowMs } = ctx
  const views = await viewsOf(db, project, await listKeys(db, project))
  const isOver = (key: KeyView): number => (['expired', 'revoked'].includes(keyState(key, nowMs)) ? 1 : 0)
  return { items: views.toSorted((a, b) => isOver(a) - isOver(b) || b.createdAt.localeCompare(a.createdAt)) }
}
