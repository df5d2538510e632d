import { z } from 'zod'

const Count = z.number().int().nonnegative()

/** Query of a search in the text of one run. */
export const RunSearchQuery = z.object({
  q: z.string().min(1).max(500).describe('What to look for; upper and lower case are alike.'),
  regex: z
    .boolean()
    .default(false)
    .describe('Read `q` as a regular expression in RE2 syntax: no back-references, no look-around.'),
  repeats: z
    .boolean()
    .default(false)
    .describe('Also list what model calls only repeat: the history, instructions and tools of earlier calls.'),
})
export type RunSearchQuery = z.infer<typeof RunSearchQuery>

/** What of a span was found. `input` and `output` are the new part of a call's conversation, or a tool's arguments and result. */
export const SearchField = z.enum(['name', 'input', 'output', 'error', 'attribute', 'event', 'log'])
export type SearchField = z.infer<typeof SearchField>

/** A field that matches, shown by its first match. */
export const SearchMatch = z.object({
  /** Row of the run's tree; null for a log record that belongs to none. */
  spanId: z.string().nullable(),
  logId: z.string().nullable(),
  field: SearchField,
  /** Key of the attribute, event or part of the log record; '' elsewhere. */
  name: z.string(),
  /** Text before the match, the match (its head when it is long) and the text after it. */
  before: z.string(),
  found: z.string(),
  after: z.string(),
  /** Matches in the field. */
  count: Count,
})
export type SearchMatch = z.infer<typeof SearchMatch>

/** Answer of GET /runs/{runId}/search. */
export const RunSearch = z.object({
  runId: z.string(),
  version: z.number(),
  /** In the order of the tree. */
  items: z.array(SearchMatch),
  /** Fields that match; more than items.length when the list was cut. */
  totalCount: Count,
  /** False when so much matched that counting was given up: then there are more than totalCount. */
  isTotalExact: z.boolean(),
  /** Fields left out because they repeat what an earlier call already held. */
  repeatCount: Count,
})
export type RunSearch = z.infer<typeof RunSearch>
