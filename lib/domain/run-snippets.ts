import { z } from 'zod'

/** Query of the words around a text in some runs. */
export const RunSnippetsQuery = z.object({
  q: z.string().min(1).max(500).describe('The text, as `q` of the list has it'),
  runId: z.array(z.string().max(64)).min(1).max(100).describe('A run of the list; repeats'),
})
export type RunSnippetsQuery = z.infer<typeof RunSnippetsQuery>

/** Where a run says one of the words first, in the content that its spans brought. */
export const RunSnippet = z.object({
  runId: z.string(),
  before: z.string(),
  found: z.string(),
  after: z.string(),
})
export type RunSnippet = z.infer<typeof RunSnippet>

/** Answer of GET /runs/snippets; runs that say it elsewhere only (in a name, say) have none. */
export const RunSnippets = z.object({ items: z.array(RunSnippet) })
export type RunSnippets = z.infer<typeof RunSnippets>
