import { parseAsString } from 'nuqs/server'
import { openParam } from '#components/layout/open-param.ts'

/** Whether the dialog for a new price is open, and of which model. */
export const pricesParams = {
  add: openParam,
  model: parseAsString.withDefault(''),
  provider: parseAsString.withDefault(''),
}
