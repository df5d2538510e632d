import { z } from 'zod'
import { RunFilter, RunSort } from './filter.ts'
import { ListColumns } from './list-columns.ts'

/** What a runs list asks for, without its page. */
export const RunListState = RunFilter.extend({
  sort: RunSort.optional(),
  order: z.enum(['asc', 'desc']).optional(),
})
export type RunListState = z.infer<typeof RunListState>

/** A saved view as a person names it. */
export const RunViewInput = z.object({
  name: z.string().trim().min(1, 'a name is needed').max(80).describe('What people call it'),
  filter: RunListState.describe('Filters, time range and sort of the runs list'),
  columns: ListColumns.nullable().describe('Null leaves the columns to each reader'),
})
export type RunViewInput = z.infer<typeof RunViewInput>

export const RunView = RunViewInput.extend({
  viewId: z.string(),
  /** Grows by one with every change; a change names the version that it starts from. */
  version: z.number().int().positive(),
  /** ISO 8601 */
  changedAt: z.string(),
  changedBy: z.string(),
})
export type RunView = z.infer<typeof RunView>

export const RunViewList = z.object({ items: z.array(RunView) })
export type RunViewList = z.infer<typeof RunViewList>

const ExpectedVersion = z.number().int().positive().describe('The version that the change starts from')

export const RunViewChange = RunViewInput.extend({ expectedVersion: ExpectedVersion })
export type RunViewChange = z.infer<typeof RunViewChange>

export const RunViewRemoval = z.object({ expectedVersion: ExpectedVersion })
export type RunViewRemoval = z.infer<typeof RunViewRemoval>
