import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { ConfigRow } from '../../tables/config.ts'
import { selectEntry } from './of-entry.ts'

/** The versions of one entry, the newest first; of equal ones the one stored first counts. */
export const versionsOfConfig = defineSystemQuery({
  name: 'versions-of-config',
  params: z.object({ project: z.string(), kind: z.string(), id: z.string(), limit: z.number() }),
  row: ConfigRow,
  consistent: true,
  limits: smallRead,
  sql: `${selectEntry}
ORDER BY version DESC, _block_number, write_id
LIMIT 1 BY version
LIMIT {limit:UInt32}`,
})
