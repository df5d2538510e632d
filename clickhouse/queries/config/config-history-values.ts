import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { memberDecisionKind } from '../../tables/config.ts'

/** Kinds and actors that occur in the history of some projects. */
export const configHistoryValues = defineSystemQuery({
  name: 'config-history-values',
  params: z.object({ projects: z.array(z.string()).min(1) }),
  row: z.object({ kinds: z.array(z.string()), actors: z.array(z.string()) }),
  consistent: true,
  sql: `
SELECT
  arraySort(groupUniqArray(toString(kind))) AS kinds,
  arraySort(groupUniqArray(1000)(actor)) AS actors
FROM config
WHERE project IN {projects:Array(String)}
  AND kind != '${memberDecisionKind}'`,
})
