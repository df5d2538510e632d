import { z } from 'zod'
import type { ResolvedRunFilter } from './filters.ts'
import { PageCursor, SortOrder } from './run-sort.ts'

/** Which runs a list is of, and which way it goes; what it can be sorted by is its own. */
export const listParams = { filter: z.custom<ResolvedRunFilter>(), order: SortOrder }

/** The same of one page: where it begins, and how many rows it has. */
export const pageParams = { ...listParams, after: PageCursor.nullable(), limit: z.number() }
