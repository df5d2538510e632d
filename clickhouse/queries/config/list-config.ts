import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { configColumns, ConfigRow } from '../../tables/config.ts'

/** The newest version of every entry of a kind that is not deleted; project '' means all projects. */
export const listConfig = defineSystemQuery({
  name: 'list-config',
  params: z.object({ project: z.string(), kind: z.string() }),
  row: ConfigRow,
  consistent: true,
  limits: smallRead,
  sql: `
SELECT *
FROM (
  SELECT
    ${configColumns}
  FROM config
  WHERE kind = {kind:String}
    AND ({project:String} = '' OR project = {project:String})
  ORDER BY version DESC, _block_number, write_id
  LIMIT 1 BY project, id
)
WHERE deleted = 0
ORDER BY project, id`,
})
