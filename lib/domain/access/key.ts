import { z } from 'zod'
import { ApiKey, KeyKind } from '../project.ts'

/** Hours that an old key serves beside the one made for it, where nobody says otherwise. */
export const defaultOverlapHours = 24
const maxOverlapHours = 24 * 30
const maxDays = 3_650

/** '' is as good as nothing. */
const bound = z
  .string()
  .trim()
  .max(256, 'has 256 characters at most')
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null)
const limit = z.number().int('is a whole number').min(1, 'is at least 1').max(1e12).nullable().default(null)

/** What one decides on when a key is made. */
export const KeyInput = z
  .object({
    kind: KeyKind.default('ingest'),
    name: z.string().trim().max(100, 'a name has 100 characters at most').default(''),
    tenant: bound.describe('What is sent belongs to this tenant; a read key sees this tenant alone.'),
    environment: bound.describe('What is sent is of this environment; a read key sees this environment alone.'),
    days: z.number().int().min(1).max(maxDays).nullable().default(null).describe('Days until it expires; null never.'),
    requestsPerMinute: limit.describe('Requests a minute; null as many as come.'),
    bytesPerMinute: limit.describe('Decoded bytes a minute; null as many as come.'),
  })
  .refine(({ kind, bytesPerMinute }) => bytesPerMinute === null || kind === 'ingest', {
    path: ['bytesPerMinute'],
    message: 'only a key that sends (kind ingest) has a limit of bytes',
  })
export type KeyInput = z.input<typeof KeyInput>

const reason = z.string().trim().max(300, 'a reason has 300 characters at most').default('')

export const KeyRotation = z.object({
  overlapHours: z
    .number()
    .min(0)
    .max(maxOverlapHours)
    .default(defaultOverlapHours)
    .describe('How long the old key serves beside the new one; 0 ends it at once.'),
  reason,
})
export type KeyRotation = z.input<typeof KeyRotation>

export const KeyRevocation = z.object({ reason })
export type KeyRevocation = z.input<typeof KeyRevocation>

/** A key as people see it: nothing in it opens anything. */
export const KeyView = ApiKey.omit({ hash: true }).extend({
  /** Name of who made it, where that is somebody with an account. */
  createdByName: z.string().nullable(),
  /** ISO 8601, to about five minutes; null for never. */
  usedAt: z.string().nullable(),
})
export type KeyView = z.infer<typeof KeyView>

export const KeyList = z.object({ items: z.array(KeyView) })

/** The one answer that has the secret. */
export const MadeKey = z.object({ key: KeyView, secret: z.string() })
export type MadeKey = z.infer<typeof MadeKey>

export type KeyState = 'active' | 'ending' | 'expired' | 'revoked'

/** `ending` is the overlap after a rotation. */
export function keyState(
  { revokedAt, expiresAt, replacedBy }: Pick<ApiKey, 'revokedAt' | 'expiresAt' | 'replacedBy'>,
  nowMs: number,
): KeyState {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && Date.parse(expiresAt) <= nowMs) return 'expired'
  return replacedBy === null ? 'active' : 'ending'
}
