import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { ConfigRow } from '../../tables/config.ts'
import { selectEntry } from './of-entry.ts'

/** The newest version of one entry, deleted ones included; of equal versions the one stored first counts. */
export const newestConfig = defineSystemQuery({
  name: 'newest-config',
  params: z.object({ project: z.string(), kind: z.string(), id: z.string() }),
  row: ConfigRow,
  consistent: true,
  limits: smallRead,
  sql: `${selectEntry}
ORDER BY version DESC, _block_number, write_id
LIMIT 1`,
})
