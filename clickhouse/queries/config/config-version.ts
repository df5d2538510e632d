import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { ConfigRow } from '../../tables/config.ts'
import { selectEntry } from './of-entry.ts'

/** One version of an entry as it was; of two writes of it the one stored first counts. */
export const configVersion = defineSystemQuery({
  name: 'config-version',
  params: z.object({ project: z.string(), kind: z.string(), id: z.string(), version: z.number() }),
  row: ConfigRow,
  consistent: true,
  limits: smallRead,
  sql: `${selectEntry}
  AND version = {version:UInt64}
ORDER BY _block_number, write_id
LIMIT 1`,
})
