import { z } from 'zod'

export const ProjectId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 63 at most')
export type ProjectId = z.infer<typeof ProjectId>

export const KeyKind = z.enum(['ingest', 'read', 'guard', 'replay', 'admin'])
export type KeyKind = z.infer<typeof KeyKind>

/** What a key may send or ask a minute, counted by each process for itself; null is as much as it likes. */
export const KeyQuota = z.object({
  requestsPerMinute: z.number().int().positive().nullable().default(null),
  /** Decoded bytes of what is sent. */
  bytesPerMinute: z.number().int().positive().nullable().default(null),
})
export type KeyQuota = z.infer<typeof KeyQuota>

/** An API key as stored: the secret itself is never kept. What keys of earlier versions lack has a default. */
export const ApiKey = z.object({
  keyId: z.string(),
  project: ProjectId,
  kind: KeyKind,
  name: z.string(),
  /** First characters of the secret, for recognising it. */
  prefix: z.string(),
  /** SHA-256 of the secret, hex. */
  hash: z.string(),
  /** Spans sent with this key are charged to this tenant; null leaves it to the attributes. */
  tenant: z.string().nullable(),
  /** Spans sent with this key are of this environment; null leaves it to the attributes. */
  environment: z.string().nullable().default(null),
  quota: KeyQuota.default({ requestsPerMinute: null, bytesPerMinute: null }),
  createdAt: z.string(),
  /** The actor as it is stored with every change; '' for keys that were made before it was kept. */
  createdBy: z.string().default(''),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** Ids of the key that this one was made for, and of the one made for this: rotation links them. */
  replaces: z.string().nullable().default(null),
  replacedBy: z.string().nullable().default(null),
})
export type ApiKey = z.infer<typeof ApiKey>

/** What people call a project. */
export const ProjectName = z.string().trim().min(1, 'a name is needed').max(100, 'a name has 100 characters at most')

export const Project = z.object({
  project: ProjectId,
  name: z.string(),
  createdAt: z.string(),
  /** Grows by one with every change; 0 for the default project before its first. */
  version: z.number().int(),
})
export type Project = z.infer<typeof Project>

export const ProjectInput = z.object({ project: ProjectId, name: ProjectName.describe('What people call it') })
export type ProjectInput = z.infer<typeof ProjectInput>

export const ProjectChange = z.object({
  name: ProjectName,
  expectedVersion: z.number().int().nonnegative().describe('The version that the change starts from'),
})
export type ProjectChange = z.infer<typeof ProjectChange>
