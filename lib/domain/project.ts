import { z } from 'zod'

export const ProjectId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 63 at most')
export type ProjectId = z.infer<typeof ProjectId>

export const KeyKind = z.enum(['ingest', 'read', 'guard', 'replay', 'admin'])
export type KeyKind = z.infer<typeof KeyKind>

/** An API key as stored: the secret itself is never kept. */
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
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
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
