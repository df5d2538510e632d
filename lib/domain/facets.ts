import { z } from 'zod'

const Count = z.number().int().nonnegative()

export const RunFacet = z.object({
  /** The filter's name, as query parameter. */
  field: z.string(),
  items: z.array(
    z.object({
      value: z.string().describe('As stored; empty is unknown.'),
      filter: z.string().describe('What the query parameter takes for exactly this value.'),
      runs: Count,
    }),
  ),
  values: Count.describe('How many values there are, also those beyond the limit.'),
})
export type RunFacet = z.infer<typeof RunFacet>

/** What lists can be narrowed by. A filter is left out of its own counts, so that further values can be chosen. */
export const RunFacets = z.object({
  facets: z.array(RunFacet),
  approximate: z
    .boolean()
    .describe('Many runs: versions of them that were replaced since may count along, until the store has merged them.'),
  capped: z
    .boolean()
    .describe('A search found more runs than are counted: these are of the newest of them, at most 10,000.'),
})
export type RunFacets = z.infer<typeof RunFacets>
