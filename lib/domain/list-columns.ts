import { z } from 'zod'

/** Columns of a list as a person arranged them: the shown ones in order, and widths in pixels where changed. */
export const ListColumns = z.object({
  shown: z.array(z.string().max(64)).max(64),
  widths: z.record(z.string().max(64), z.number().int().min(16).max(2_000)),
})
export type ListColumns = z.infer<typeof ListColumns>
