import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { configColumns, ConfigRow, memberDecisionKind } from '../../tables/config.ts'

const Row = ConfigRow.extend({
  /** Micros since the epoch, as the cursor has them. */
  sort_key: z.string(),
  /** Orders versions of one moment as they were stored. */
  place: z.string(),
  /** Body of the version before; '' for the first. */
  body_before: z.string(),
  deleted_before: z.number(),
})
export type ConfigHistoryRow = z.infer<typeof Row>

/**
 * Versions of every entry of some projects, the newest first, each with the one before. '' as kind or actor means
 * all. Of equal versions the one stored first counts: the other writers were told that they lost.
 */
export const listConfigHistory = defineSystemQuery({
  name: 'list-config-history',
  params: z.object({
    projects: z.array(z.string()).min(1),
    kind: z.string(),
    actor: z.string(),
    after: z.object({ value: z.string(), id: z.string() }).nullable(),
    limit: z.number().int().positive(),
  }),
  row: Row,
  consistent: true,
  sql: ({ after, ...params }) => ({ sql, params: { ...params, ...afterParams(after) } }),
})

function afterParams(after: { value: string; id: string } | null) {
  return { isFirst: after === null ? 1 : 0, afterMicros: after?.value ?? '0', afterPlace: after?.id ?? '' }
}

const sql = `
SELECT
  project,
  kind,
  id,
  version,
  write_id,
  body,
  actor,
  reason,
  at_text,
  deleted,
  toString(sort_micros) AS sort_key,
  place,
  body_before,
  deleted_before
FROM (
  SELECT
    *,
    lagInFrame(body) OVER entry AS body_before,
    lagInFrame(deleted) OVER entry AS deleted_before
  FROM (
    SELECT
      ${configColumns},
      toUnixTimestamp64Micro(at) AS sort_micros,
      leftPad(toString(_block_number), 20, '0') || write_id AS place
    FROM config
    WHERE project IN {projects:Array(String)}
      AND kind != '${memberDecisionKind}'
      AND ({kind:String} = '' OR kind = {kind:String})
    ORDER BY _block_number, write_id
    LIMIT 1 BY project, kind, id, version
  )
  WINDOW entry AS (PARTITION BY project, kind, id ORDER BY version)
)
WHERE ({actor:String} = '' OR actor = {actor:String})
  AND (
    {isFirst:UInt8} = 1
    OR (sort_micros, place) < ({afterMicros:Int64}, {afterPlace:String})
  )
ORDER BY sort_micros DESC, place DESC
LIMIT {limit:UInt32}`
