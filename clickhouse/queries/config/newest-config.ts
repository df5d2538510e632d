import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { configColumns, ConfigRow } from '../../tables/config.ts'

/** The newest version of one entry, deleted ones included; of equal versions the one stored first counts. */
export const newestConfig = defineSystemQuery({
  name: 'newest-config',
  params: z.object({ project: z.string(), kind: z.string(), id: z.string() }),
  row: ConfigRow,
  consistent: true,
  limits: smallRead,
  sql: `
SELECT
  ${configColumns}
FROM config
WHERE project = {project:String}
  AND kind = {kind:String}
  AND id = {id:String}
ORDER BY version DESC, _block_number, write_id
LIMIT 1`,
})
