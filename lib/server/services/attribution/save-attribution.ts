import { actorName } from '#lib/domain/access/actor.ts'
import type { Attribution, AttributionChange } from '#lib/domain/attribution.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import type { ServiceContext } from '../context.ts'
import { attributionOf } from './get-attribution.ts'

/**
 * Replaces the project's rules: ingest follows within seconds, what is stored by reprocessing. Throws `conflict`
 * where somebody else was faster.
 */
export async function saveAttribution({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: Required<AttributionChange>
}): Promise<Attribution> {
  const { db, project, actor, nowMs } = ctx
  const { rules, expectedVersion, reason } = input
  const write = { project, id: attributionId, expectedVersion, actor: actorName(actor), reason, now: new Date(nowMs) }
  return attributionOf(await attributionEntries.write(db, { ...write, body: rules }))
}
