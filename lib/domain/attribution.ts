import { z } from 'zod'

/** What a project may say by rules of its own. A session and a release come from where frameworks put them. */
export const AttributedField = z.enum(['tenant', 'customer', 'feature', 'taskType', 'user', 'environment'])
export type AttributedField = z.infer<typeof AttributedField>

/** Before the name of a value inside the free metadata of a framework, wherever that framework keeps it. */
export const metadataPrefix = 'metadata:'

const maxKeys = 60
const maxFallbacks = 500
const maxRenamings = 5_000

const Text = z.string().trim().min(1).max(256)

export const FieldRule = z.object({
  /** Attributes of a record, else of its resource, in this order; `metadata:name` is a name inside free metadata. */
  keys: z.array(Text).max(maxKeys),
  /** Whether the attributes that Tachograph knows by itself follow. */
  builtIn: z.boolean(),
  /** What is taken where no attribute says anything, by the key a record was sent with, else by `service.name`. */
  apiKeys: z.array(z.object({ keyId: Text, value: Text })).max(maxFallbacks),
  services: z.array(z.object({ service: Text, value: Text })).max(maxFallbacks),
  /** Values to be called otherwise, for example an id to be called by its name. */
  renamed: z.array(z.object({ from: Text, to: Text })).max(maxRenamings),
})
export type FieldRule = z.infer<typeof FieldRule>

/** How a project's records are attributed; a field without a rule is read as Tachograph does by itself. */
export const AttributionRules = z.object({ fields: z.partialRecord(AttributedField, FieldRule) })
export type AttributionRules = z.infer<typeof AttributionRules>

export const noRules: AttributionRules = { fields: {} }

/**
 * How near a value is to the work that was done: what a record says of itself, what its process says, what was
 * only supposed of its sender.
 */
export type SourceRank = 'own' | 'resource' | 'fallback'

export const resourcePrefix = 'resource:'
export const fallbackPrefix = 'fallback:'

/** Of the source that stands beside a value of an identity. */
export function rankOfSource(source: string): SourceRank {
  if (source.startsWith(fallbackPrefix)) return 'fallback'
  return source.startsWith(resourcePrefix) ? 'resource' : 'own'
}

/** Rules with what they are to replace, and where values are looked for without any. */
export const Attribution = z.object({
  rules: AttributionRules,
  version: z.number().describe('Send it as `expectedVersion`; 0 while the project has no rules.'),
  known: z
    .record(AttributedField, z.array(z.string()))
    .describe('The attributes that are looked for without rules, in their order; `metadata:` is a name in metadata.'),
})
export type Attribution = z.infer<typeof Attribution>

export const AttributionChange = z.object({
  rules: AttributionRules,
  expectedVersion: z.number().int().nonnegative(),
  reason: z.string().trim().max(500).default(''),
})
export type AttributionChange = z.input<typeof AttributionChange>

export const AttributionPreviewInput = z.object({ rules: AttributionRules })
export type AttributionPreviewInput = z.infer<typeof AttributionPreviewInput>

const Value = z.string().nullable().describe('Null is unknown.')

/** What rules would have made of the runs of the last 24 hours. */
export const AttributionPreview = z.object({
  runs: z.number().describe('Runs that were looked at: all, or of a busy day some from all over it.'),
  allRuns: z.number().describe('Runs of the last 24 hours.'),
  isAll: z.boolean().describe('Whether all of them were looked at.'),
  changedRuns: z.number(),
  changes: z.array(
    z.object({
      field: z.enum(['tenant', 'feature', 'taskType', 'user', 'environment']),
      before: Value,
      after: Value,
      source: z.string().nullable().describe('Where the value after comes from.'),
      runs: z.number(),
      costUsd: z.string().nullable().describe('Of these runs; null where none of it is known.'),
    }),
  ),
})
export type AttributionPreview = z.infer<typeof AttributionPreview>
