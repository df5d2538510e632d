import { z } from 'zod'

/** Days that a link is open at most. */
export const maxShareDays = 30

/** What is asked for: a link that shows one run to anybody who has it. */
export const ShareInput = z.object({ days: z.number().int().min(1).max(maxShareDays).describe('Days until it closes') })
export type ShareInput = z.infer<typeof ShareInput>

/** A link as it is listed: who has only this cannot open it. */
export const Share = z.object({
  shareId: z.string(),
  runId: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime(),
})
export type Share = z.infer<typeof Share>

/** The answer to making one: the only time that the link itself is told. */
export const NewShare = Share.extend({ path: z.string().describe('Path of the page that it opens') })
export type NewShare = z.infer<typeof NewShare>

/** An open link as a page lists it. */
export const ListedShare = Share.extend({
  /** Of who made it, where that is somebody with an account whom the caller may know. */
  createdByName: z.string().nullable(),
})
export type ListedShare = z.infer<typeof ListedShare>

export const ShareList = z.object({ items: z.array(ListedShare) })
export type ShareList = z.infer<typeof ShareList>
