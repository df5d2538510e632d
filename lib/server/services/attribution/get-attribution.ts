import { metadataPrefix, noRules, type AttributedField, type Attribution } from '#lib/domain/attribution.ts'
import { identityKeys, metadataNames } from '#lib/semconv/identity.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import type { ServiceContext } from '../context.ts'

/** The project's rules, and where values are looked for without any. */
export async function getAttribution({ ctx }: { ctx: ServiceContext }): Promise<Attribution> {
  const entry = await attributionEntries.newest(ctx.db, ctx.project, attributionId)
  return attributionOf(entry)
}

export function attributionOf(
  entry: { body: Attribution['rules']; version: number; deleted: boolean } | null,
): Attribution {
  const isThere = entry !== null && !entry.deleted
  return { rules: isThere ? entry.body : noRules, version: entry?.version ?? 0, known }
}

const known: Attribution['known'] = {
  tenant: placesOf('tenant'),
  customer: placesOf('customer'),
  feature: placesOf('feature'),
  taskType: placesOf('taskType'),
  user: placesOf('user'),
  environment: placesOf('environment'),
}

function placesOf(field: AttributedField): string[] {
  return [...identityKeys[field], ...metadataNames[field].map((name) => `${metadataPrefix}${name}`)]
}
