import { z } from 'zod'

/** What a member of a project may do there; each includes what the ones after it may. */
export const Role = z.enum(['admin', 'editor', 'viewer'])
export type Role = z.infer<typeof Role>
