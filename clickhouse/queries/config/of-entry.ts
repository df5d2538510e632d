import { configColumns } from '../../tables/config.ts'

/** The versions of one entry of `config`, by parameters `project`, `kind` and `id`; of equal ones the first stored counts. */
export const selectEntry = `
SELECT
  ${configColumns}
FROM config
WHERE project = {project:String}
  AND kind = {kind:String}
  AND id = {id:String}`
