import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'

/** Throws the database's error when the pattern is none; tells whether it matches where nothing is. Reads no table. */
export const tryPattern = defineSystemQuery({
  name: 'try-pattern',
  params: z.object({ pattern: z.string(), around: z.string() }),
  row: z.object({ matches_nothing: z.number(), is_usable_around: z.number() }),
  sql: `
SELECT
  match('', {pattern:String}) AS matches_nothing,
  match('', {around:String}) AS is_usable_around`,
})
